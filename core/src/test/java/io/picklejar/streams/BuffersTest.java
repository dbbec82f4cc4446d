package io.picklejar.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.Pickler;
import io.picklejar.Unpickler;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.BufferCallback;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Worker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Large arrays beside a pickle. */
final class BuffersTest {
    private final List<ByteBuffer> buffers = new ArrayList<>();

    /** As the other end gets it: the bytes alone. */
    private static List<ByteBuffer> sent(List<ByteBuffer> buffers) {
        List<ByteBuffer> copies = new ArrayList<>();
        for (ByteBuffer each : buffers) {
            byte[] bytes = new byte[each.remaining()];
            each.duplicate().get(bytes);
            copies.add(ByteBuffer.wrap(bytes));
        }
        return copies;
    }

    @Test
    void arraysOfEveryTypeComeBackWithTheirSharing() {
        long[] longs = {Long.MIN_VALUE, 1, 2, 3, 4, 5, 6, Long.MAX_VALUE};
        Object[] arrays = {
            new byte[64],
            "x".repeat(64).toCharArray(),
            new short[] {
                1, -2, 3, -4, 5, -6, 7, -8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                28, 29, 30, 31, 32
            },
            new int[] {Integer.MIN_VALUE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, Integer.MAX_VALUE},
            longs,
            new float[] {1.5f, Float.NaN, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, -0f},
            new double[] {1.5, Double.NaN, 3, 4, 5, 6, 7, -0.0},
            new boolean[64],
            longs
        };
        ((boolean[]) arrays[7])[63] = true;

        byte[] pickle = CloudPickle.dumps(arrays, buffers::add);
        Object[] copy = CloudPickle.loads(pickle, sent(buffers));

        assertThat(buffers).hasSize(8).allMatch(ByteBuffer::isReadOnly);
        assertThat(copy).isEqualTo(arrays);
        assertThat(copy[8]).isSameAs(copy[4]);
        assertThat(pickle.length).isLessThan(100);
    }

    @Test
    void bytesAreNotCopiedOnEitherSide() {
        byte[] large = new byte[1000];
        byte[] pickle = CloudPickle.dumps(List.of(large), buffers::add);
        large[7] = 42;
        byte[] received = new byte[1000];
        buffers.get(0).duplicate().get(received);

        assertThat(received[7]).isEqualTo((byte) 42);
        assertThat(CloudPickle.<List<byte[]>>loads(pickle, List.of(ByteBuffer.wrap(received)))
                        .get(0))
                .isSameAs(received);
        assertThatThrownBy(() -> buffers.get(0).put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void aPartOfABufferIsCopied() {
        byte[] large = new byte[100];
        large[0] = 1;
        byte[] pickle = CloudPickle.dumps(large, buffers::add);
        ByteBuffer within = ByteBuffer.allocate(200).position(50).limit(150);
        within.duplicate().put(buffers.get(0).duplicate());

        assertThat(CloudPickle.<byte[]>loads(pickle, List.of(within))).isEqualTo(large);
        assertThat(within.position()).isEqualTo(50);
    }

    @Test
    void byteBuffersAreNotCopiedOnEitherSide() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(1000).order(ByteOrder.LITTLE_ENDIAN).position(100);
        ByteBuffer heap = ByteBuffer.allocate(500);
        byte[] pickle = CloudPickle.dumps(List.of(direct, heap), buffers::add);
        direct.putLong(100, 42);
        heap.put(0, (byte) 7);

        assertThat(buffers).hasSize(2).allMatch(ByteBuffer::isReadOnly);
        assertThat(buffers.get(0).duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(42);
        assertThat(buffers.get(1).get(0)).isEqualTo((byte) 7);
        ByteBuffer received = ByteBuffer.allocateDirect(900);
        List<ByteBuffer> copies = CloudPickle.loads(pickle, List.of(received, ByteBuffer.allocate(500)));
        received.put(0, (byte) 9);
        assertThat(copies.get(0).get(0)).isEqualTo((byte) 9);
        assertThat(copies.get(0).order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(copies.get(0).remaining()).isEqualTo(900);
        assertThat(direct.position()).isEqualTo(100);
        assertThat(pickle).hasSizeLessThan(100);
    }

    /** What was direct stays direct, what could be written can be, and what could not cannot, whatever buffers are handed over. */
    @Test
    void handedBuffersThatDoNotFitAreCopied() {
        ByteBuffer direct = ByteBuffer.allocateDirect(100).put(0, (byte) 5);
        ByteBuffer readOnly = ByteBuffer.allocate(100).asReadOnlyBuffer();
        byte[] pickle = CloudPickle.dumps(List.of(direct, readOnly), buffers::add);

        List<ByteBuffer> copies = CloudPickle.loads(pickle, sent(buffers));
        assertThat(copies.get(0).isDirect()).isTrue();
        assertThat(copies.get(0)).isEqualTo(direct);
        assertThat(copies.get(1).isReadOnly()).isTrue();
        assertThat(copies.get(1)).isEqualTo(readOnly);
        List<ByteBuffer> ofTheSender = CloudPickle.loads(pickle, buffers);
        ofTheSender.get(0).put(0, (byte) 6);
        assertThat(direct.get(0)).isEqualTo((byte) 5);
    }

    @Test
    void byteBufferThatIsNotTakenTravelsInside() {
        ByteBuffer buffer = ByteBuffer.allocate(1000).put(0, (byte) 5);
        byte[] pickle = CloudPickle.dumps(List.of(buffer, buffer), offered -> false);

        List<ByteBuffer> copy = CloudPickle.loads(pickle);
        assertThat(copy).containsExactly(buffer, buffer);
        assertThat(copy.get(0)).isSameAs(copy.get(1));
    }

    @Test
    void whatTheCallbackLeavesAndWhatIsSmallTravelsInside() {
        Object[] arrays = {new byte[63], new byte[1000], new byte[2000]};
        byte[] pickle = CloudPickle.dumps(arrays, buffer -> buffer.remaining() > 1000 && buffers.add(buffer));

        assertThat(buffers).extracting(ByteBuffer::remaining).containsExactly(2000);
        assertThat(pickle.length).isBetween(1063, 1200);
        assertThat(CloudPickle.<Object[]>loads(pickle, buffers)).isEqualTo(arrays);
    }

    @Test
    void theCallbackSaysWhatIsSmall() {
        BufferCallback everything = new BufferCallback() {
            @Override
            public boolean offer(ByteBuffer buffer) {
                return buffers.add(buffer);
            }

            @Override
            public int minBytes() {
                return 1;
            }
        };
        byte[] pickle = CloudPickle.dumps(new Object[] {new byte[0], new int[] {7}}, everything);

        assertThat(buffers).hasSize(1);
        assertThat(CloudPickle.<Object[]>loads(pickle, buffers)).isEqualTo(new Object[] {new byte[0], new int[] {7}});
    }

    @Test
    void missingAndWrongBuffersAreNamed() {
        byte[] pickle = CloudPickle.dumps(new Object[] {new byte[100], new byte[200]}, buffers::add);

        assertThatThrownBy(() -> CloudPickle.loads(pickle))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage(
                        "the pickle needs buffer 0 of 100 bytes beside it, and none was given; hand over the buffers"
                                + " that dumps gave to its BufferCallback, in the same order [missing-buffer]");
        assertThatThrownBy(() -> CloudPickle.loads(pickle, buffers.subList(0, 1)))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage("the pickle needs buffer 1 of 200 bytes beside it, and only 1 were given; hand over the"
                        + " buffers that dumps gave to its BufferCallback, in the same order [missing-buffer]");
        assertThatThrownBy(() -> CloudPickle.loads(pickle, List.of(buffers.get(1), buffers.get(0))))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage("the pickle needs 100 bytes in buffer 0 beside it, and it has 200; hand over the buffers"
                        + " that dumps gave to its BufferCallback, in the same order [missing-buffer]");
    }

    /** Nothing but data: Kryo writes it. */
    static final class Model {
        String name = "m";
        double[] weights = new double[1000];
        byte[] small = {1};
    }

    @Test
    void arraysInPlainObjectsGoBeside() {
        PickleJar jar = PickleJar.builder()
                .byReference(ClassRule.className(Model.class.getName()))
                .build();
        Model model = new Model();
        model.weights[999] = 0.5;

        byte[] pickle = jar.dumps(new Object[] {model, model.weights}, buffers::add);
        Object[] copy = jar.loads(pickle, sent(buffers));

        assertThat(buffers).extracting(ByteBuffer::remaining).containsExactly(8000);
        assertThat(pickle.length).isLessThan(300);
        assertThat(((Model) copy[0]).weights).isEqualTo(model.weights).isSameAs(copy[1]);
        assertThat(((Model) copy[0]).small).containsExactly(1);
    }

    @Test
    void theBuffersOfAStreamAreCountedThrough() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] first = new byte[100];
        Pickler pickler = PickleJar.standard().newPickler(out, buffers::add);
        pickler.dump(first);
        pickler.dump(List.of(first, new byte[200]));
        pickler.clearMemo();
        pickler.dump(first);
        Unpickler unpickler =
                PickleJar.standard().newUnpickler(new ByteArrayInputStream(out.toByteArray()), sent(buffers));

        byte[] loaded = unpickler.load();
        List<byte[]> both = unpickler.load();
        assertThat(both.get(0)).isSameAs(loaded).isEqualTo(first);
        assertThat(both.get(1)).hasSize(200);
        assertThat(unpickler.<byte[]>load()).isEqualTo(first);
        assertThat(buffers).extracting(ByteBuffer::remaining).containsExactly(100, 200);
    }

    @Test
    void aGibibyteIsNotCopied() {
        Callable<Boolean> withLittleMoreHeap = () -> {
            byte[] large = new byte[1 << 30];
            large[(1 << 30) - 1] = 1;
            List<ByteBuffer> beside = new ArrayList<>();
            byte[] pickle = CloudPickle.dumps(List.of(large), beside::add);
            // What the network would bring: here it is the very array, since there is no room for another one.
            List<byte[]> copy = CloudPickle.loads(pickle, List.of(ByteBuffer.wrap(large)));
            return pickle.length < 100 && beside.get(0).remaining() == 1 << 30 && copy.get(0) == large;
        };
        try (Worker worker = Worker.builder().jvmArgument("-Xmx1600m").start()) {
            assertThat(worker.call(withLittleMoreHeap)).isTrue();
        }
    }
}
