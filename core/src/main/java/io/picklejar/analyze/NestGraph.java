package io.picklejar.analyze;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The nests that travel whole: those of the classes that are needed as types, and of all classes that these mention, again
 * and again. Other members of a nest come along, but what only they mention does not.
 *
 * <p>Nests whose classes can only be defined together (sealed ones and their subclasses, say) are the strongly connected
 * components of "is defined with", found with Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput.
 * 1972, without recursion.
 */
final class NestGraph {
    private final Predicate<Class<?>> byValue;
    private final Predicate<ClassModel> dropsInitializer;
    private final Deque<ClassModel> work = new ArrayDeque<>();
    private final Set<Class<?>> followed = new HashSet<>();
    private final Map<Class<?>, List<ClassModel>> members = new LinkedHashMap<>();
    private final Map<Class<?>, List<Class<?>>> needs = new HashMap<>();
    private final Map<Class<?>, List<Class<?>>> links = new HashMap<>();

    NestGraph(Predicate<Class<?>> byValue, Predicate<ClassModel> dropsInitializer) {
        this.byValue = byValue;
        this.dropsInitializer = dropsInitializer;
    }

    /** Adds the nest of a class that is needed as a type, and all nests that the class mentions. */
    void add(Class<?> type) {
        follow(type);
        while (!work.isEmpty()) {
            ClassModel model = work.remove();
            byValueAmong(model, references(model)).forEach(this::follow);
        }
    }

    private Set<String> references(ClassModel model) {
        return model.references(dropsInitializer.test(model));
    }

    private void follow(Class<?> type) {
        if (!followed.add(type)) {
            return;
        }
        Class<?> host = type.getNestHost();
        if (!members.containsKey(host)) {
            members.put(host, modelsOf(host));
            for (ClassModel member : members(host)) {
                byValueAmong(member, member.definedWith()).forEach(this::follow);
            }
        }
        members(host).stream().filter(member -> member.type() == type).forEach(work::add);
    }

    private List<Class<?>> byValueAmong(ClassModel from, Set<String> names) {
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            Class<?> type = name.startsWith("java/") ? null : from.resolve(name);
            if (type != null && byValue.test(type)) {
                types.add(type);
            }
        }
        return types;
    }

    /** Finds, when all nests are known, which nests each one is defined with and which it mentions. */
    void connect() {
        for (Class<?> host : members.keySet()) {
            needs.put(host, nestsOf(host, ClassModel::definedWith));
            links.put(host, nestsOf(host, this::references));
        }
    }

    private List<Class<?>> nestsOf(Class<?> host, Function<ClassModel, Set<String>> names) {
        Map<String, Class<?>> nests = new TreeMap<>();
        for (ClassModel member : members(host)) {
            for (Class<?> type : byValueAmong(member, names.apply(member))) {
                Class<?> other = type.getNestHost();
                if (other != host && contains(other)) {
                    nests.put(other.getName(), other);
                }
            }
        }
        return List.copyOf(nests.values());
    }

    /** Whether a class that travels whole, or is needed as a type, uses the class. */
    boolean isUsed(Class<?> type) {
        return followed.contains(type);
    }

    /** Whether the nest travels whole; not so if its class files cannot be had and nothing reached needs them. */
    boolean contains(Class<?> nestHost) {
        return !members.getOrDefault(nestHost, List.of()).isEmpty();
    }

    List<ClassModel> members(Class<?> nestHost) {
        return members.getOrDefault(nestHost, List.of());
    }

    List<Class<?>> needs(Class<?> nestHost) {
        return needs.getOrDefault(nestHost, List.of());
    }

    /** The nests that the nest mentions, other than those it needs to be defined. */
    List<Class<?>> links(Class<?> nestHost) {
        return links.getOrDefault(nestHost, List.of());
    }

    /** The by-value members of the nest; that others stay by reference, a rule has to say. */
    private List<ClassModel> modelsOf(Class<?> nestHost) {
        ClassModel host = ClassModel.of(nestHost);
        if (host == null) {
            return List.of();
        }
        List<ClassModel> models = new ArrayList<>();
        if (byValue.test(nestHost)) {
            models.add(host);
        }
        for (String name : host.nestMembers()) {
            Class<?> member = host.resolve(name);
            ClassModel model = member == null || !byValue.test(member) ? null : ClassModel.of(member);
            if (model != null) {
                models.add(model);
            }
        }
        return models;
    }

    /** Groups of nests that can only be defined together, each group after those it needs. */
    List<List<Class<?>>> components() {
        return new Tarjan().run();
    }

    private final class Tarjan {
        private final Map<Class<?>, Visit> visits = new HashMap<>();
        private final Deque<Visit> open = new ArrayDeque<>();
        private final List<List<Class<?>>> components = new ArrayList<>();

        /** A visited nest: its number, the lowest number it leads back to, and how many of its needs were followed. */
        private final class Visit {
            final Class<?> nest;
            final int index = visits.size();
            int low = index;
            boolean isOpen = true;
            int followed;

            Visit(Class<?> nest) {
                this.nest = nest;
            }
        }

        List<List<Class<?>>> run() {
            Map<String, Class<?>> sorted = new TreeMap<>();
            members.keySet().stream()
                    .filter(NestGraph.this::contains)
                    .forEach(nest -> sorted.put(nest.getName(), nest));
            Set<Class<?>> roots = new LinkedHashSet<>(sorted.values());
            // Two classes of one name, from two loaders, are two nests.
            members.keySet().stream().filter(NestGraph.this::contains).forEach(roots::add);
            for (Class<?> root : roots) {
                if (!visits.containsKey(root)) {
                    visit(root);
                }
            }
            return components;
        }

        private Visit begin(Class<?> nest) {
            Visit visit = new Visit(nest);
            visits.put(nest, visit);
            open.push(visit);
            return visit;
        }

        private void visit(Class<?> root) {
            Deque<Visit> path = new ArrayDeque<>();
            path.push(begin(root));
            while (!path.isEmpty()) {
                Visit at = path.element();
                List<Class<?>> edges = needs(at.nest);
                if (at.followed < edges.size()) {
                    Class<?> to = edges.get(at.followed++);
                    Visit seen = visits.get(to);
                    if (seen == null) {
                        path.push(begin(to));
                    } else if (seen.isOpen) {
                        at.low = Math.min(at.low, seen.index);
                    }
                } else {
                    path.pop();
                    if (!path.isEmpty()) {
                        Visit from = path.element();
                        from.low = Math.min(from.low, at.low);
                    }
                    if (at.low == at.index) {
                        close(at);
                    }
                }
            }
        }

        private void close(Visit root) {
            List<Class<?>> component = new ArrayList<>();
            Visit member;
            do {
                member = open.pop();
                member.isOpen = false;
                component.add(member.nest);
            } while (member != root);
            components.add(component);
        }
    }
}
