package io.picklejar.flink;

import io.picklejar.PickleJar;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.jspecify.annotations.Nullable;

/**
 * An object behind its interfaces that travels as a pickle, whatever its class: operator factories with all that hangs
 * off them, sources, watermark strategies, partitioners.
 *
 * <p>The JobManager asks factories and sources a few plain questions (chaining strategy, boundedness, attributes). Their
 * answers travel beside the pickle, so that it can stay closed there.
 */
final class PickledProxy implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String OPERATOR_CLASS = "getStreamOperatorClass";

    private final Cell<Object> cell;
    private final String type;
    private final LinkedHashMap<String, Serializable> answers;

    private PickledProxy(Cell<Object> cell, String type, Map<String, Serializable> answers) {
        this.cell = cell;
        this.type = type;
        this.answers = new LinkedHashMap<>(answers);
    }

    /** The object behind all public interfaces that it implements and that the cluster knows. */
    static Object of(Object target, PickleJar jar) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            collectInterfaces(type, jar, interfaces);
        }
        interfaces.add(Serializable.class);
        Map<String, Serializable> answers = new LinkedHashMap<>();
        for (Class<?> face : interfaces) {
            if (face.getName().startsWith("org.apache.flink.")) {
                collectAnswers(target, face, answers);
            }
        }
        if (target instanceof StreamOperatorFactory<?> factory) {
            // Its getUserFunction would open the pickle on the JobManager, which looks for checkpoint hooks with it.
            interfaces.remove(UdfStreamOperatorFactory.class);
            interfaces.add(StreamOperatorFactory.class);
            Class<?> operator = factory.getStreamOperatorClass(target.getClass().getClassLoader());
            answers.put(OPERATOR_CLASS, jar.isByValue(operator) ? StreamOperator.class : operator);
        }
        PickledProxy handler = new PickledProxy(
                new Cell<>(target, jar).pickled(), target.getClass().getName(), answers);
        return Proxy.newProxyInstance(target.getClass().getClassLoader(), interfaces.toArray(new Class<?>[0]), handler);
    }

    private static void collectInterfaces(Class<?> type, PickleJar jar, Set<Class<?>> interfaces) {
        for (Class<?> face : type.getInterfaces()) {
            if (Modifier.isPublic(face.getModifiers()) && !jar.isByValue(face)) {
                interfaces.add(face);
            } else {
                collectInterfaces(face, jar, interfaces);
            }
        }
    }

    private static void collectAnswers(Object target, Class<?> face, Map<String, Serializable> answers) {
        for (Method method : face.getMethods()) {
            if (method.getParameterCount() == 0 && isPlain(method.getReturnType())) {
                try {
                    answers.put(method.getName(), (Serializable) method.invoke(target));
                } catch (InvocationTargetException e) {
                    // Not to be asked before the task runs; then the object itself answers.
                    answers.remove(method.getName());
                } catch (IllegalAccessException e) {
                    throw new AssertionError("a method of a public interface: " + method, e);
                }
            }
        }
    }

    private static boolean isPlain(Class<?> type) {
        return type == boolean.class
                || type == String.class
                || type.isEnum()
                || type.getSimpleName().equals("OperatorAttributes");
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "Pickled " + type;
            };
        }
        if ((arguments == null || name.equals(OPERATOR_CLASS)) && answers.containsKey(name)) {
            return answers.get(name);
        }
        if (name.equals("setChainingStrategy") && arguments != null) {
            answers.put("getChainingStrategy", (Serializable) arguments[0]);
        }
        try {
            return method.invoke(cell.get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
