package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Dynamic proxies. */
final class ProxyValues {
    private ProxyValues() {}

    static List<Value> all() {
        return List.of(
                Value.of(
                        "proxy of an interface of the JDK with a lambda as handler",
                        () -> proxy((proxy, method, arguments) -> method.getName() + arguments[0], Function.class),
                        (original, copy) -> assertThat(apply(copy)).isEqualTo("applyx")),
                Value.of(
                        "proxy of a test interface",
                        () -> proxy(new Recorder("recorded "), Greeting.class),
                        (original, copy) ->
                                assertThat(((Greeting) copy).greet("you")).isEqualTo("recorded greet(you)")),
                Value.of(
                        "proxy of several interfaces",
                        () -> proxy(new Recorder(""), Supplier.class, Greeting.class, Comparable.class),
                        (original, copy) -> {
                            assertThat(copy).isInstanceOf(Comparable.class);
                            assertThat(((Supplier<?>) copy).get()).isEqualTo("get()");
                            assertThat(((Greeting) copy).greet("me")).isEqualTo("greet(me)");
                        }));
    }

    private static Object proxy(InvocationHandler handler, Class<?>... interfaces) {
        return Proxy.newProxyInstance(ProxyValues.class.getClassLoader(), interfaces, handler);
    }

    @SuppressWarnings("unchecked")
    private static Object apply(Object function) {
        return ((Function<Object, Object>) function).apply("x");
    }

    interface Greeting {
        String greet(String name);
    }

    private static final class Recorder implements InvocationHandler {
        private final String prefix;

        Recorder(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return prefix + method.getName() + "(" + (arguments == null ? "" : arguments[0]) + ")";
        }
    }
}
