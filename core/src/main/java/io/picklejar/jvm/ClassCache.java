package io.picklejar.jvm;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What is known of classes: a {@link ClassValue} that keeps neither the class nor this library from being unloaded.
 *
 * <p>A class holds its {@code ClassValue}s strongly. On a user's class that is right: what is known of it goes with it. On
 * {@code String} it would hold the value for ever, with the value its class, and with that the class loader of this
 * library, which in Flink may be that of one job. So what is known of a class that lives at least as long as this library
 * hangs on this cache instead. Thread-safe.
 *
 * @param <V> what is known of a class
 */
public abstract class ClassCache<V> {
    /** Values of classes that live longer than this cache. */
    private final Queue<V> kept = new ConcurrentLinkedQueue<>();

    private final ClassValue<Object> values = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            V value = ClassCache.this.computeValue(type);
            if (!isLoadedAbove(type)) {
                return value;
            }
            if (type.isHidden()) {
                // May go before its loader does, so the cache must not collect what is known of such classes.
                return type.getClassLoader() == ClassCache.class.getClassLoader() ? value : new SoftReference<>(value);
            }
            kept.add(value);
            return new WeakReference<>(value);
        }
    };

    /** For subclasses. */
    protected ClassCache() {}

    /**
     * What there is to know of the class; never null. Asked once, or a few times if threads race; then one answer is taken by
     * all. May be asked again of hidden classes, when memory was short.
     */
    protected abstract V computeValue(Class<?> type);

    /** What is known of the class. */
    @SuppressWarnings("unchecked") // only computed values come in
    public final V get(Class<?> type) {
        Object value = values.get(type);
        if (!(value instanceof Reference<?> reference)) {
            return (V) value;
        }
        Object held = reference.get();
        while (held == null) {
            values.remove(type);
            held = values.get(type) instanceof Reference<?> fresh ? fresh.get() : null;
        }
        return (V) held;
    }

    /** By the loader of this library or one that it delegates to. */
    private static boolean isLoadedAbove(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return true;
        }
        for (ClassLoader own = ClassCache.class.getClassLoader(); own != null; own = own.getParent()) {
            if (own == loader) {
                return true;
            }
        }
        return false;
    }
}
