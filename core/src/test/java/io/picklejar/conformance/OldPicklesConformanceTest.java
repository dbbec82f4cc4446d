package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.error.CorruptPickleException;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.testkit.Row;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The golden files of every format version that has them, written on the oldest JDK. */
final class OldPicklesConformanceTest {
    private static List<byte[]> files(String name) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int version = 1; version <= Envelope.VERSION; version++) {
            try (InputStream in = OldPicklesConformanceTest.class.getResourceAsStream(
                    "/golden/v" + version + "/jdk17/" + name + ".pickle")) {
                if (in != null) {
                    files.add(in.readAllBytes());
                }
            }
        }
        assertThat(files).as("golden files %s", name).isNotEmpty();
        return files;
    }

    private static void gives(String name, Object expected) throws IOException {
        for (byte[] pickle : files(name)) {
            assertThat(CloudPickle.<Supplier<?>>loads(pickle).get()).isEqualTo(expected);
        }
    }

    /** The class of what the closure captured. */
    private static Class<?> capturedClass(byte[] pickle) throws IllegalAccessException {
        Object closure = CloudPickle.loads(pickle);
        for (Field field : closure.getClass().getDeclaredFields()) {
            if (!field.getType().isPrimitive() && field.trySetAccessible()) {
                Object value = field.get(closure);
                if (value != null && value.getClass().getClassLoader() != null) {
                    return value.getClass();
                }
            }
        }
        throw new AssertionError("nothing captured");
    }

    @Row("test_simple_func")
    @Test
    void anOldFunctionRuns() throws IOException {
        gives("LambdaRecipeKind.reference", "made");
        gives("PinnedRecipeKind.by-reference", 42);
    }

    @Row("test_simple_class")
    @Test
    void anOldClassIsTheSameWhenItIsLoadedTwice() throws Exception {
        gives("Engine.object", true);
        gives("RecordKind.record", "Pair[left=1, right=b]");
        for (byte[] pickle : files("Engine.object")) {
            assertThat(capturedClass(pickle)).isSameAs(capturedClass(pickle));
        }
    }

    @Row("test_dynamic_module_of_old_pickles")
    @Test
    void oldStaticStateIsThere() throws IOException {
        gives("Engine.statics", 5);
    }

    @Row("test_simple_enum")
    @Test
    void anOldEnumIsTheSameWhenItIsLoadedTwice() throws Exception {
        gives("Engine.enum", 101);
        for (byte[] pickle : files("Engine.enum")) {
            assertThat(capturedClass(pickle)).isSameAs(capturedClass(pickle));
        }
    }

    @Row("test_complex_class")
    @Test
    void anOldGenericClassKeepsItsBounds() throws IOException {
        gives("Engine.generic-class", "bjava.lang.CharSequence");
    }

    @Row("test_complex_function")
    @Test
    void anOldGenericMethodKeepsItsAnnotations() throws IOException {
        gives("Engine.generic-function", "xy true");
    }

    @Row("test_nested_function")
    @Test
    void anOldClosureHasWhatItCaptured() throws IOException {
        gives("LambdaKind.capture", "v7");
        gives("Engine.nested-function", 42);
    }

    private static byte[] sealed(byte[] pickle) {
        CRC32C checksum = new CRC32C();
        checksum.update(pickle, 0, pickle.length - 4);
        PickleOutput sealed = new PickleOutput(pickle.length);
        sealed.raw(pickle, 0, pickle.length - 4);
        sealed.int32((int) checksum.getValue());
        return sealed.toBytes();
    }

    @Row("jvm_newer_format")
    @Test
    void aPickleOfTheFutureIsRefusedByItsVersion() {
        byte[] pickle = CloudPickle.dumps("text");
        pickle[4] = (byte) (Envelope.VERSION + 1);

        assertThatThrownBy(() -> CloudPickle.loads(sealed(pickle)))
                .isInstanceOf(CorruptPickleException.class)
                .hasMessage("written in format " + (Envelope.VERSION + 1) + ", this library reads formats 1 to "
                        + Envelope.VERSION + "; upgrade PickleJar at the receiver [unknown-format]");
    }
}
