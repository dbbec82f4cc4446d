package io.picklejar.beam;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Leads the calls of a proxy to the value of a cell: for functions of any interface that has no wrapper of its own. */
final class PickledInvocation implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1L;

    private final Cell<?> cell;

    private PickledInvocation(Cell<?> cell) {
        this.cell = cell;
    }

    /**
     * A proxy with the value's public interfaces that {@code loadable} accepts, as a receiver has to know them by name.
     */
    static Object proxyOf(Cell<?> cell, Predicate<Class<?>> loadable) {
        Object value = cell.get();
        List<Class<?>> interfaces = new ArrayList<>();
        for (Class<?> type : interfacesOf(value.getClass())) {
            if (Modifier.isPublic(type.getModifiers()) && loadable.test(type)) {
                interfaces.add(type);
            }
        }
        interfaces.add(Serializable.class);
        return Proxy.newProxyInstance(
                value.getClass().getClassLoader(),
                interfaces.stream().distinct().toArray(Class<?>[]::new),
                new PickledInvocation(cell));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && arguments[0] == proxy;
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "Pickled(" + cell.get() + ")";
            };
        }
        try {
            return method.invoke(cell.get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static Set<Class<?>> interfacesOf(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Class<?> direct : c.getInterfaces()) {
                if (interfaces.add(direct)) {
                    interfaces.addAll(interfacesOf(direct));
                }
            }
        }
        return interfaces;
    }
}
