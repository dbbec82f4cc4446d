package io.picklejar.lambdas;

import io.picklejar.reconstruct.Anchored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Defines the classes of this package once more, child first; may vouch for them. */
public class OwnLoader extends ClassLoader {
    private static final String PACKAGE = OwnLoader.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    /** A loader whose classes nobody vouches for, such as an engine's. */
    public OwnLoader() {
        super("own", OwnLoader.class.getClassLoader());
    }

    /** A loader of PickleJar's kind. */
    public static final class WithAnchor extends OwnLoader implements Anchored {
        @Override
        public MethodHandles.Lookup anchor() {
            return (MethodHandles.Lookup) supplier(Anchor.class.getName()).get();
        }
    }

    /** Is defined by the loader and looks around. */
    public static final class Anchor implements Supplier<Object> {
        @Override
        public Object get() {
            return MethodHandles.lookup();
        }
    }

    /** One lambda of each kind, made by the classes of this loader; their records are translated. */
    public List<LambdaKind> kinds() {
        List<LambdaKind> kinds = new ArrayList<>();
        for (Object kind : (List<?>) supplier(Kinds.class.getName()).get()) {
            @SuppressWarnings("unchecked")
            Supplier<Object[]> parts = (Supplier<Object[]>) kind;
            Object[] part = parts.get();
            @SuppressWarnings("unchecked")
            Function<Object, Object> call = (Function<Object, Object>) part[2];
            kinds.add(new LambdaKind((String) part[0], part[1], call));
        }
        return kinds;
    }

    /** Is defined by the loader and hands out the kinds by types of the JDK. */
    public static final class Kinds implements Supplier<Object> {
        @Override
        public Object get() {
            return LambdaKinds.all().stream()
                    .map(kind -> (Supplier<Object[]>) () -> new Object[] {kind.name(), kind.lambda(), kind.call()})
                    .toList();
        }
    }

    final Supplier<?> supplier(String className) {
        try {
            return (Supplier<?>) loadClass(className).getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(className, impossible);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] classFile = stream.readAllBytes();
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
