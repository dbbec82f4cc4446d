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
        private final Map<Class<?>, Integer> index = new HashMap<>();
        private final Map<Class<?>, Integer> low = new HashMap<>();
        private final Deque<Class<?>> open = new ArrayDeque<>();
        private final Set<Class<?>> isOpen = new LinkedHashSet<>();
        private final List<List<Class<?>>> components = new ArrayList<>();

        /** A nest and how many of its needs were visited. */
        private final class Visit {
            final Class<?> nest;
            int next;

            Visit(Class<?> nest) {
                this.nest = nest;
                index.put(nest, index.size());
                low.put(nest, index.size() - 1);
                open.push(nest);
                isOpen.add(nest);
            }
        }

        List<List<Class<?>>> run() {
            Map<String, Class<?>> sorted = new TreeMap<>();
            members.keySet().stream().filter(NestGraph.this::contains).forEach(nest -> sorted.put(nest.getName(), nest));
            List<Class<?>> roots = new ArrayList<>(sorted.values());
            // Two classes of one name, from two loaders, are two nests.
            members.keySet().stream()
                    .filter(nest -> contains(nest) && !roots.contains(nest))
                    .forEach(roots::add);
            for (Class<?> root : roots) {
                if (!index.containsKey(root)) {
                    visit(root);
                }
            }
            return components;
        }

        private void visit(Class<?> root) {
            Deque<Visit> path = new ArrayDeque<>();
            path.push(new Visit(root));
            while (!path.isEmpty()) {
                Visit at = path.element();
                List<Class<?>> edges = needs(at.nest);
                if (at.next < edges.size()) {
                    Class<?> to = edges.get(at.next++);
                    if (!index.containsKey(to)) {
                        path.push(new Visit(to));
                    } else if (isOpen.contains(to)) {
                        lower(at.nest, index.get(to));
                    }
                } else {
                    path.pop();
                    if (!path.isEmpty()) {
                        lower(path.element().nest, low.get(at.nest));
                    }
                    if (low.get(at.nest).equals(index.get(at.nest))) {
                        close(at.nest);
                    }
                }
            }
        }

        private void lower(Class<?> nest, int to) {
            low.merge(nest, to, Math::min);
        }

        private void close(Class<?> nest) {
            List<Class<?>> component = new ArrayList<>();
            Class<?> member;
            do {
                member = open.pop();
                isOpen.remove(member);
                component.add(member);
            } while (member != nest);
            components.add(component);
        }
    }
}
