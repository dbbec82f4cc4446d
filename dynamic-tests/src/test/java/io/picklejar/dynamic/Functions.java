package io.picklejar.dynamic;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Calls functions of any language by the only abstract method that fits: a Java, Kotlin or Scala one, or a closure. */
final class Functions {
    private Functions() {}

    static @Nullable Object call(Object function, @Nullable Object... arguments) {
        Method method = Arrays.stream(function.getClass().getMethods())
                .flatMap(each -> Arrays.stream(each.getDeclaringClass().getInterfaces()))
                .flatMap(each -> Arrays.stream(each.getMethods()))
                .filter(each -> Modifier.isAbstract(each.getModifiers()))
                .filter(each -> each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no function: " + function.getClass()));
        try {
            method.setAccessible(true);
            return method.invoke(function, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the function threw", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
