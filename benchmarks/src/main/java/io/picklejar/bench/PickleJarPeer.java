package io.picklejar.bench;

import io.picklejar.PickleJar;

/** PickleJar with all defaults and nothing around it: as both sides have the classes here, code goes by reference. */
final class PickleJarPeer implements Peer {
    private final PickleJar jar = PickleJar.standard();
    private byte[] pickle = {};

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
    public Object deserialize(byte[] bytes) {
        return jar.loads(bytes);
    }
}
