package io.picklejar.record;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the fields of before among those of now: by name, else by a former name that no other field took over. */
final class FieldNames {
    /** A name of now, and what it was before. */
    record Named(String name, List<String> formerNames) {}

    private FieldNames() {}

    /** The names of now by those of before; a field that is gone is not in it. */
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
