package io.picklejar.record;

import io.picklejar.record.Definitions.Named;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what had a name before among what has names now. */
final class FieldNames {
    private FieldNames() {}

    /** The place of the one that has this name, else of the first one that had it, or -1. */
    static int indexOf(String before, List<Named> now) {
        int former = -1;
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).name().equals(before)) {
                return i;
            }
            if (former < 0 && now.get(i).formerNames().contains(before)) {
                former = i;
            }
        }
        return former;
    }

    /**
     * The names of fields now by those of before: by name, else by a former name that no other field took over. A field
     * that is gone is not in it.
     */
    static Map<String, String> match(List<String> before, List<Named> now) {
        Map<String, String> found = new HashMap<>();
        Set<String> taken = new HashSet<>();
        Set<String> names = now.stream().map(Named::name).collect(Collectors.toSet());
        for (String name : before) {
            if (names.contains(name)) {
                found.put(name, name);
                taken.add(name);
            }
        }
        for (Named each : now) {
            for (String former : each.formerNames()) {
                if (before.contains(former) && !found.containsKey(former) && taken.add(each.name())) {
                    found.put(former, each.name());
                }
            }
        }
        return found;
    }
}
