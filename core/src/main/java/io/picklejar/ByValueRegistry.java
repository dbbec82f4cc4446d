package io.picklejar;

import io.picklejar.error.Problem;
import io.picklejar.policy.ClassRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The process-wide registry behind {@link CloudPickle#registerPickleByValue(String)}. Thread-safe: each change replaces the
 * whole state, and a dump sees one.
 *
 * <p>cloudpickle: {@code register_pickle_by_value}, {@code unregister_pickle_by_value}, {@code
 * list_registry_pickle_by_value}, {@code _PICKLE_BY_VALUE_MODULES}.
 */
final class ByValueRegistry {
    /** A package (perhaps the unnamed one), class or module name; JLS 6.2, 13.1. */
    private static final Pattern NAME = Pattern.compile("|\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private enum Kind {
        PACKAGE,
        CLASS,
        MODULE
    }

    /** What was registered. A package and a module may have the same name. */
    private record Registration(Kind kind, String name) {}

    /**
     * The registry at one time.
     *
     * @param rules the rules by what they were registered for
     * @param list the rules alone: the same list as long as nothing changes
     */
    private record State(Map<Registration, ClassRule> rules, List<ClassRule> list) {}

    private static volatile State state = new State(Map.of(), List.of());

    private ByValueRegistry() {}

    static void register(String packageName) {
        checkName(packageName);
        if (!isLoaded(packageName)) {
            throw refused(
                    packageName + " was not loaded correctly, have you used one of its classes before registering it?");
        }
        put(new Registration(Kind.PACKAGE, packageName), ClassRule.packageName(packageName));
    }

    static void register(Class<?> type) {
        put(registrationOf(type), ClassRule.className(type.getName()));
    }

    static void register(Module module) {
        Registration registration = registrationOf(module);
        put(registration, ClassRule.module(registration.name));
    }

    static void unregister(String name) {
        checkName(name);
        remove(name, null);
    }

    static void unregister(Class<?> type) {
        remove(registrationOf(type).name, Kind.CLASS);
    }

    static void unregister(Module module) {
        remove(registrationOf(module).name, Kind.MODULE);
    }

    static Set<String> list() {
        return state.rules.keySet().stream().map(Registration::name).collect(Collectors.toCollection(TreeSet::new));
    }

    static List<ClassRule> rules() {
        return state.list;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused("Input should be the name of a package, got " + name + " instead");
        }
    }

    private static Registration registrationOf(Class<?> type) {
        if (type.isPrimitive() || type.isArray() || type.isHidden()) {
            throw refused("Input should be a class with a class file, got " + type.getTypeName() + " instead");
        }
        return new Registration(Kind.CLASS, type.getName());
    }

    private static Registration registrationOf(Module module) {
        String name = module.getName();
        if (name == null) {
            throw refused("Input should be a named module, got " + module + " instead");
        }
        return new Registration(Kind.MODULE, name);
    }

    /** Whether a class of the package or of a sub-package was loaded, as far as this thread or PickleJar can see. */
    private static boolean isLoaded(String packageName) {
        Set<String> loaded = new HashSet<>();
        Arrays.stream(Package.getPackages()).map(Package::getName).forEach(loaded::add);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (; loader != null; loader = loader.getParent()) {
            Arrays.stream(loader.getDefinedPackages()).map(Package::getName).forEach(loaded::add);
        }
        return loaded.stream().anyMatch(name -> name.equals(packageName) || name.startsWith(packageName + "."));
    }

    private static synchronized void put(Registration registration, ClassRule rule) {
        Map<Registration, ClassRule> next = new LinkedHashMap<>(state.rules);
        next.put(registration, rule);
        state = new State(next, List.copyOf(next.values()));
    }

    private static synchronized void remove(String name, @Nullable Kind kind) {
        Map<Registration, ClassRule> next = new LinkedHashMap<>(state.rules);
        if (!next.keySet().removeIf(each -> each.name.equals(name) && (kind == null || each.kind == kind))) {
            throw refused(name + " is not registered for pickle by value");
        }
        state = new State(next, List.copyOf(next.values()));
    }

    private static IllegalArgumentException refused(String message) {
        return new IllegalArgumentException(message + " [" + Problem.BAD_REGISTRATION.id() + "]");
    }
}
