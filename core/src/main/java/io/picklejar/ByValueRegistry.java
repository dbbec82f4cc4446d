package io.picklejar;

import io.picklejar.error.Problem;
import io.picklejar.policy.ClassRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The process-wide registry behind {@link CloudPickle#registerPickleByValue(String)}. */
final class ByValueRegistry {
    /** Replaced, never changed, so that a dump sees one state of it. */
    private static volatile Map<String, ClassRule> rules = Map.of();

    /** The values of the map: the same list as long as nothing changes. */
    private static volatile List<ClassRule> list = List.of();

    private ByValueRegistry() {}

    static synchronized void register(String packageName) {
        boolean loaded = Arrays.stream(Package.getPackages())
                .map(Package::getName)
                .anyMatch(name -> name.equals(packageName) || name.startsWith(packageName + "."));
        if (!loaded) {
            throw new IllegalArgumentException(packageName
                    + " was not loaded correctly, have you used one of its classes before registering it? ["
                    + Problem.BAD_REGISTRATION.id() + "]");
        }
        put(packageName, ClassRule.packageName(packageName));
    }

    static synchronized void register(Class<?> type) {
        put(type.getName(), ClassRule.className(type.getName()));
    }

    static synchronized void unregister(String name) {
        Map<String, ClassRule> next = new TreeMap<>(rules);
        if (next.remove(name) == null) {
            throw new IllegalArgumentException(
                    name + " is not registered for pickle by value [" + Problem.BAD_REGISTRATION.id() + "]");
        }
        set(next);
    }

    static Set<String> list() {
        return new TreeSet<>(rules.keySet());
    }

    static List<ClassRule> rules() {
        return list;
    }

    private static void set(Map<String, ClassRule> next) {
        rules = next;
        list = List.copyOf(next.values());
    }

    private static void put(String name, ClassRule rule) {
        Map<String, ClassRule> next = new TreeMap<>(rules);
        next.put(name, rule);
        set(next);
    }
}
