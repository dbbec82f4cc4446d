package io.picklejar.bench;

import java.util.Arrays;
import org.apache.fory.Fory;
import org.apache.fory.config.Language;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;

/**
 * Apache Fory with references, as the graphs of users need them, and classes by name, since they are not known beforehand.
 * Code generation is on, as it is by default. Not thread-safe.
 */
final class ForyPeer implements Peer {
    private final Fory fory;
    private final MemoryBuffer output = MemoryUtils.buffer(4096);

    private ForyPeer(Fory fory) {
        this.fory = fory;
    }

    static Peer withReferences() {
        LoggerFactory.disableLogging(); // it warns of classes that are not registered
        return new ForyPeer(Fory.builder()
                .withLanguage(Language.JAVA)
                .withRefTracking(true)
                .requireClassRegistration(false)
                .withClassLoader(Thread.currentThread().getContextClassLoader())
                .build());
    }

    @Override
    public int serialize(Object value) {
        output.writerIndex(0);
        fory.serialize(output, value);
        return output.writerIndex();
    }

    @Override
    public byte[] written() {
        return Arrays.copyOf(output.getHeapMemory(), output.writerIndex());
    }

    @Override
    public Object deserialize(byte[] bytes) {
        return fory.deserialize(bytes);
    }
}
