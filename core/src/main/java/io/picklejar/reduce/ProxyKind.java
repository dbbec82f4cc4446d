package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Dynamic proxies ({@link Proxy}): their interfaces and their invocation handler. */
final class ProxyKind extends Kind<Object> {
    ProxyKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Proxy.isProxyClass(type);
    }

    @Override
    public Reduction<?> reduce(Object proxy, ReduceContext context) {
        Class<?>[] interfaces = proxy.getClass().getInterfaces();
        @Nullable Object[] args = new Object[interfaces.length + 1];
        args[0] = Proxy.getInvocationHandler(proxy);
        System.arraycopy(interfaces, 0, args, 1, interfaces.length);
        return Reduction.of(this, args);
    }

    @Override
    public ObjectPath step(ObjectPath path, Object proxy, int argument) {
        return argument == 0 ? path.field("handler") : path;
    }

    @Override
    public Object make(@Nullable Object[] args) {
        Class<?>[] interfaces =
                Arrays.stream(args, 1, args.length).map(Class.class::cast).toArray(Class<?>[]::new);
        return Proxy.newProxyInstance(loaderOf(interfaces), interfaces, (InvocationHandler) Args.notNull(args, 0));
    }

    /** A loader that sees all interfaces, as a proxy class needs it: that of the one which sees the others. */
    private static @Nullable ClassLoader loaderOf(Class<?>[] interfaces) {
        for (Class<?> each : interfaces) {
            ClassLoader loader = each.getClassLoader();
            if (Arrays.stream(interfaces).allMatch(other -> sees(loader, other))) {
                return loader;
            }
        }
        return interfaces[0].getClassLoader();
    }

    private static boolean sees(@Nullable ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
