package io.picklejar.bench;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import org.jspecify.annotations.Nullable;

/**
 * PickleJar that ships the class of the closures, to a receiver of its own that lacks it. The code came with the first
 * pickle the receiver got; it stays loaded as long as an object of it lives, so the last copy is held. Not thread-safe.
 */
final class ByValuePeer implements Peer {
    private static final PickleJar SHIPPING = PickleJar.builder()
            .byValue(ClassRule.className(Closures.class.getName()))
            .build();

    private final PickleJar jar;
    private final ClassLoader receiver = ClosureLoader.lacking();
    private byte[] pickle = {};

    @SuppressWarnings("UnusedVariable") // read by nobody but the garbage collector
    private @Nullable Object held;

    private ByValuePeer(PickleJar jar) {
        this.jar = jar;
    }

    /** The code travels in every pickle, as in cloudpickle's. */
    static Peer shipping() {
        return new ByValuePeer(SHIPPING);
    }

    /** The receiver has loaded a first pickle; those after it carry the ids of the code alone, as in streams of records. */
    static Peer naming(Workload workload) throws Exception {
        byte[] first = SHIPPING.dumps(workload.value());
        ByValuePeer peer = new ByValuePeer(
                SHIPPING.toBuilder().knownUnits(PickleJar.unitsIn(first)).build());
        peer.deserialize(first);
        return peer;
    }

    @Override
    public int serialize(Object value) {
        pickle = jar.dumps(value);
        return pickle.length;
    }

    @Override
    public byte[] written() {
        return pickle.clone();
    }

    @Override
    public Object deserialize(byte[] bytes) throws Exception {
        Object copy = ContextLoader.call(receiver, () -> jar.<Object>loads(bytes));
        held = copy;
        return copy;
    }
}
