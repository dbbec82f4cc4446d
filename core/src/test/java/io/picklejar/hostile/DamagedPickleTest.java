package io.picklejar.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.LimitExceededException;
import io.picklejar.error.PickleException;
import io.picklejar.protocol.ClassTable;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.roundtrip.Value;
import io.picklejar.roundtrip.Values;
import io.picklejar.testkit.Damage;
import io.picklejar.testkit.RunScript;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that arrive wrong. */
final class DamagedPickleTest {
    private static final int PLACES = 60;

    static List<Value> values() {
        return Values.all();
    }

    @ParameterizedTest
    @MethodSource("values")
    void truncatedPickleIsRefused(Value value) throws IOException {
        byte[] pickle = CloudPickle.dumps(value.make());
        for (int length : lengths(pickle.length)) {
            byte[] truncated = Arrays.copyOf(pickle, length);

            assertThatThrownBy(() -> CloudPickle.loads(truncated))
                    .as("the first %s bytes", length)
                    .isInstanceOf(CorruptPickleException.class);
            assertThatThrownBy(() -> CloudPickle.load(new ByteArrayInputStream(truncated)))
                    .as("the first %s bytes in a stream", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void flippedBitIsDetected(Value value) {
        byte[] pickle = CloudPickle.dumps(value.make());
        Damage.bitFlips(pickle, value.name().hashCode(), PLACES).forEach(damaged -> {
            assertThatThrownBy(() -> CloudPickle.loads(damaged)).isInstanceOf(PickleException.class);
            assertThatThrownBy(() -> CloudPickle.load(new ByteArrayInputStream(damaged)))
                    .isInstanceOfAny(CorruptPickleException.class, LimitExceededException.class, IOException.class);
        });
    }

    /** A checksum guards against accidents; who means ill repairs it. */
    @ParameterizedTest
    @MethodSource("values")
    void flippedBitUnderARightChecksumIsRefusedOrHarmless(Value value) {
        byte[] pickle = CloudPickle.dumps(value.make());
        if (pickle.length > 5_000) {
            return; // mostly contents, which may be anything
        }
        Damage.bitFlips(pickle, value.name().hashCode(), PLACES).forEach(damaged -> {
            try {
                CloudPickle.loads(sealed(damaged));
            } catch (PickleException e) {
                assertThat(e).hasMessageContaining("[" + e.problem().id() + "]");
            }
        });
    }

    @Test
    void bytesThatWereNeverAPickleAreRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[i];
            random.nextBytes(noise);
            assertThatThrownBy(() -> CloudPickle.loads(noise)).isInstanceOf(CorruptPickleException.class);
        }
    }

    @Test
    void codeOfADamagedPickleIsNotDefined() {
        Supplier<String> script = RunScript.runScript("""
                public class Damaged {
                    static final String TEXT = String.valueOf("text");
                    public static java.util.function.Supplier<String> run() { return () -> TEXT; }
                }
                """);
        byte[] pickle = PickleJar.standard().dumps(script);
        long before = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();

        Stream.concat(
                        IntStream.of(lengths(pickle.length)).mapToObj(length -> Arrays.copyOf(pickle, length)),
                        Damage.bitFlips(pickle, 2, 300))
                .forEach(damaged ->
                        assertThatThrownBy(() -> CloudPickle.loads(damaged)).isInstanceOf(PickleException.class));

        // The class it would define, and its generated parts, once for each try.
        assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - before)
                .isLessThan(100);
    }

    @Test
    void pickleOfANewerFormatIsNamed() {
        byte[] pickle = CloudPickle.dumps("text");
        pickle[4] = 9;
        assertThatThrownBy(() -> CloudPickle.loads(sealed(pickle)))
                .isInstanceOf(CorruptPickleException.class)
                .hasMessage("written in format 9, this library reads formats 1 to 3; upgrade PickleJar at the receiver"
                        + " [unknown-format]");
    }

    /** Each array claims all bytes that follow for its elements: together they would need many times that. */
    @Test
    void arraysThatClaimTheSameBytesAreRefused() {
        PickleOutput content = new PickleOutput(100_000);
        content.varint(0);
        content.varint(0);
        new ClassTable(List.of(new ClassTable.Entry.Named("java.lang.Object")), List.of()).write(content);
        for (int i = 0; i < 10_000; i++) {
            content.u8(Opcode.ARRAY);
            content.varint(0);
            content.varint(40_000);
        }

        assertThatThrownBy(() -> CloudPickle.loads(PickleOutput.join(Envelope.wrap(-1, content))))
                .isInstanceOf(CorruptPickleException.class)
                .hasMessageMatching(
                        "corrupt pickle: arrays of 80000 elements in a pickle of 50022 bytes at byte \\d+ of \\d+"
                                + " \\[corrupt-pickle\\]");
    }

    @Test
    void bytesBehindAPickleAreRefused() {
        byte[] pickle = CloudPickle.dumps("text");
        assertThatThrownBy(() -> CloudPickle.loads(Arrays.copyOf(pickle, pickle.length + 1)))
                .isInstanceOf(CorruptPickleException.class);
    }

    private static int[] lengths(int length) {
        return length <= PLACES
                ? IntStream.range(0, length).toArray()
                : new Random(length).ints(PLACES, 0, length).toArray();
    }

    /** The bytes with a right checksum at their end. */
    private static byte[] sealed(byte[] pickle) {
        CRC32C checksum = new CRC32C();
        checksum.update(pickle, 0, pickle.length - 4);
        byte[] sealed = pickle.clone();
        for (int i = 0; i < 4; i++) {
            sealed[pickle.length - 1 - i] = (byte) (checksum.getValue() >>> (8 * i));
        }
        return sealed;
    }
}
