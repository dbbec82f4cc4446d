package io.picklejar.conformance;

import io.picklejar.policy.Limits;
import io.picklejar.protocol.CodeSection;
import io.picklejar.protocol.Envelope;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * The classes whose code is in a pickle, disassembled.
 *
 * @param byName by binary name
 */
record ShippedClasses(Map<String, ClassNode> byName) {
    static ShippedClasses in(byte[] pickle) {
        Map<String, ClassNode> byName = new TreeMap<>();
        CodeSection.read(Envelope.unwrap(pickle, Limits.standard()).in()).units().stream()
                .flatMap(unit -> unit.classFiles().entrySet().stream())
                .forEach(each -> {
                    ClassNode node = new ClassNode();
                    new ClassReader(each.getValue().bytes()).accept(node, 0);
                    byName.put(each.getKey(), node);
                });
        return new ShippedClasses(byName);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** The names of the fields and methods of a class, without those that a compiler numbers. */
    Set<String> members(Class<?> type) {
        ClassNode node = byName.get(type.getName());
        if (node == null) {
            throw new AssertionError(type.getName() + " is not among " + names());
        }
        return Stream.concat(
                        node.fields.stream().map(field -> field.name),
                        node.methods.stream().map(method -> method.name))
                .map(name -> name.replaceAll("^(lambda\\$\\w+?)(\\$[0-9a-f]+)?\\$\\d+$", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
