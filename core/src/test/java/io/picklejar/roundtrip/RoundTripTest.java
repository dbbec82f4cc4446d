package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.TrickleInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of value, within one JVM. */
final class RoundTripTest {
    private static final PickleJar BY_VALUE =
            PickleJar.builder().byValue(ClassRule.localCode()).build();

    static List<Value> values() {
        return Values.all();
    }

    @ParameterizedTest
    @MethodSource("values")
    void byReference(Value value) {
        Object original = value.make();
        value.check().compare(original, CloudPickle.loads(CloudPickle.dumps(original)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void byValueBackInTheOrigin(Value value) {
        Object original = value.make();
        value.check().compare(original, BY_VALUE.loads(BY_VALUE.dumps(original)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void pickleOfACopyGivesACopy(Value value) {
        Object original = value.make();
        Object copy = CloudPickle.loads(CloudPickle.dumps(original));
        value.check().compare(original, CloudPickle.loads(CloudPickle.dumps(copy)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void equalValuesGiveEqualBytes(Value value) {
        Object original = value.make();
        assertThat(CloudPickle.dumps(original)).isEqualTo(CloudPickle.dumps(original));
    }

    @ParameterizedTest
    @MethodSource("values")
    void fromAStreamOfSingleBytes(Value value) throws IOException {
        Object original = value.make();
        byte[] pickle = CloudPickle.dumps(original);
        value.check().compare(original, CloudPickle.load(new TrickleInputStream(pickle)));
    }

    @Test
    void allValuesBackToBackInOneStream() throws IOException {
        List<Value> values = Values.all();
        List<Object> originals = values.stream().<Object>map(Value::make).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object original : originals) {
            CloudPickle.dump(original, out);
        }
        out.write(77);

        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

        for (int i = 0; i < values.size(); i++) {
            values.get(i).check().compare(originals.get(i), CloudPickle.load(in));
        }
        assertThat(in.read()).as("the byte after the last pickle").isEqualTo(77);
    }

    @Test
    void allValuesInOnePickle() {
        List<Value> values = Values.all();
        Object[] originals = values.stream().map(Value::make).toArray();

        Object[] copies = CloudPickle.loads(CloudPickle.dumps(originals));

        for (int i = 0; i < originals.length; i++) {
            values.get(i).check().compare(originals[i], copies[i]);
        }
    }
}
