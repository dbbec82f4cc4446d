package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Buffers. */
@SuppressWarnings("serial")
final class BuffersConformanceTest {
    @Row("test_memoryview")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aBufferArrivesWithItsContent(Place place) {
        assertThat(place.echo(ByteBuffer.wrap(new byte[] {1, 2, 3}))).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        for (Buffer each : List.<Buffer>of(
                CharBuffer.wrap("text"),
                ShortBuffer.wrap(new short[] {1, -2}),
                IntBuffer.wrap(new int[] {1, -2}),
                LongBuffer.wrap(new long[] {1, -2}),
                FloatBuffer.wrap(new float[] {1, -2}),
                DoubleBuffer.wrap(new double[] {1, -2}))) {
            assertThat(place.<Buffer, Buffer>run(each, same -> same)).isEqualTo(each);
        }
    }

    private static String describe(ByteBuffer buffer) {
        return buffer + " " + buffer.order() + " " + buffer.isReadOnly() + " "
                + StandardCharsets.UTF_8.decode(buffer.duplicate());
    }

    @Row("test_sliced_and_non_contiguous_memoryview")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aPartOfABufferArrivesWithNothingElse(Place place) {
        ByteBuffer whole = ByteBuffer.wrap("secret head, body, secret tail".getBytes(StandardCharsets.UTF_8));
        ByteBuffer part = whole.duplicate().position(13).limit(17).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer direct = ByteBuffer.allocateDirect(4).put(0, "body".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(Place.JAR.dumps(part), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(place.<ByteBuffer, String>run(part, BuffersConformanceTest::describe))
                .isEqualTo("java.nio.HeapByteBuffer[pos=0 lim=4 cap=4] LITTLE_ENDIAN false body");
        assertThat(place.<ByteBuffer, String>run(part.slice().asReadOnlyBuffer(), BuffersConformanceTest::describe))
                .isEqualTo("java.nio.HeapByteBufferR[pos=0 lim=4 cap=4] BIG_ENDIAN true body");
        assertThat(place.<ByteBuffer, String>run(direct, BuffersConformanceTest::describe))
                .isEqualTo("java.nio.DirectByteBuffer[pos=0 lim=4 cap=4] BIG_ENDIAN false body");
        assertThat(part.position()).isEqualTo(13);
        IntBuffer ints =
                ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        ints.put(0, 7).put(1, 8);
        assertThat(place.<IntBuffer, String>run(
                        ints, i -> i.remaining() + " " + i.get(1) + " " + i.order() + i.isDirect()))
                .isEqualTo("2 8 LITTLE_ENDIANtrue");
    }

    @Row("test_large_memoryview")
    @Test
    void aLargeBufferIsCopiedAFewTimesAtMost() {
        Callable<Integer> withLittleHeap = () -> {
            ByteBuffer large = ByteBuffer.allocate(60_000_000);
            large.put(59_999_999, (byte) 7);
            byte[] pickle = CloudPickle.dumps(large);
            ByteBuffer copy = CloudPickle.loads(pickle);
            return copy.remaining() + copy.get(59_999_999);
        };
        try (Worker worker = Worker.builder().jvmArgument("-Xmx400m").start()) {
            assertThat(worker.call(withLittleHeap)).isEqualTo(60_000_007);
        }
    }
}
