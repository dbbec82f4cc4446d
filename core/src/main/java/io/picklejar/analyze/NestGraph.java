package io.picklejar.analyze;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The nests that travel whole, as a graph of who mentions whom.
 *
 * <p>Its strongly connected components are found with Tarjan, "Depth-first search and linear graph algorithms", SIAM J.
 * Comput. 1972, without recursion: a chain of library classes may be long.
 */
final class NestGraph {
    private final Predicate<Class<?>> byValue;
    private final Deque<Class<?>> work = new ArrayDeque<>();
    private final Map<Class<?>, List<ClassModel>> members = new LinkedHashMap<>();
    private final Map<Class<?>, List<Class<?>>> needs = new HashMap<>();

    NestGraph(Predicate<Class<?>> byValue) {
        this.byValue = byValue;
    }

    void add(Class<?> nestHost) {
        if (!members.containsKey(nestHost)) {
            List<ClassModel> models = modelsOf(nestHost);
            members.put(nestHost, models);
            if (!models.isEmpty()) {
                work.add(nestHost);
            }
        }
    }

    /** Adds all nests that the added ones mention. */
    void close() {
        while (!work.isEmpty()) {
            Class<?> host = work.remove();
            Map<String, Class<?>> mentioned = new TreeMap<>();
            for (ClassModel model : members(host)) {
                for (String name : model.references()) {
                    Class<?> type = name.startsWith("java/") ? null : model.resolve(name);
                    if (type != null && byValue.test(type)) {
                        Class<?> other = type.getNestHost();
                        add(other);
                        if (other != host && contains(other)) {
                            mentioned.put(other.getName(), other);
                        }
                    }
                }
            }
            needs.put(host, List.copyOf(mentioned.values()));
        }
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

    private static List<ClassModel> modelsOf(Class<?> nestHost) {
        ClassModel host = ClassModel.of(nestHost);
        if (host == null) {
            return List.of();
        }
        List<ClassModel> models = new ArrayList<>();
        models.add(host);
        for (String name : host.nestMembers()) {
            Class<?> member = host.resolve(name);
            ClassModel model = member == null ? null : ClassModel.of(member);
            if (model != null) {
                models.add(model);
            }
        }
        return models;
    }

    /** Groups of nests that mention each other, each group after those it mentions. */
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
