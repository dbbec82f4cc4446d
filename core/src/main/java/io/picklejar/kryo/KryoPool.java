package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Kryo instances of a jar. Thread-safe. An idle one holds nothing of any pickle: no object, no class but those that
 * the user registered.
 */
public final class KryoPool {
    private static final int IDLE = 16;

    private final @Nullable Consumer<Kryo> customizer;
    private final BlockingQueue<KryoBridge> idle = new ArrayBlockingQueue<>(IDLE);
    private volatile @Nullable Registrations registrations;

    /**
     * A pool that makes instances when they are needed.
     *
     * @param customizer called on each instance, or null
     */
    public KryoPool(@Nullable Consumer<Kryo> customizer) {
        this.customizer = customizer;
        this.registrations = customizer == null ? Registrations.NONE : null;
    }

    /** Whether the user registered a serializer for the class, or a default one for a type of it. */
    public boolean hasSerializerFor(Class<?> type) {
        Registrations known = registrations;
        if (known == null) {
            release(make());
            known = registrations;
        }
        return known != null && known.has(type);
    }

    /** An instance for one thread, to be released. */
    public KryoBridge borrow() {
        KryoBridge bridge = idle.poll();
        return bridge == null ? make() : bridge;
    }

    private KryoBridge make() {
        FrameKryo kryo = FrameKryo.make(customizer);
        registrations = kryo.registrations();
        return new KryoBridge(kryo);
    }

    /** Takes an instance back; one that failed is dropped. */
    public void release(KryoBridge bridge) {
        if (bridge.forget()) {
            idle.offer(bridge);
        }
    }
}
