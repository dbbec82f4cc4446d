package io.picklejar.reconstruct;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;

/**
 * Gives classes whose nest host did not come along a host among themselves.
 *
 * <p>A host must be of the run-time package of its members (JVMS 5.4.4). Members whose host is not would be a nest each,
 * and their private parts closed to each other.
 */
final class NestRepair {
    private NestRepair() {}

    /** Makes the first of the members the host, in the order of {@code unit}, the classes that are defined together. */
    static void repair(ClassNode node, Collection<MemberTable> unit) {
        String absent = node.nestHostClass;
        if (absent == null || unit.stream().anyMatch(each -> each.name().equals(absent))) {
            return;
        }
        List<String> members = new ArrayList<>();
        for (MemberTable each : unit) {
            if (absent.equals(each.nestHost())) {
                members.add(each.name());
            }
        }
        if (members.size() > 1) {
            String host = members.remove(0);
            boolean isHost = host.equals(node.name);
            node.nestHostClass = isHost ? null : host;
            node.nestMembers = isHost ? members : null;
        }
    }
}
