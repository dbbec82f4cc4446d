package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Dictionary;
import com.acme.orders.Order;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.util.NameUtils;
import org.junit.jupiter.api.Test;

final class PickledTest {
    private final Dictionary dictionary = new Dictionary().with("a", "alpha");

    /** Its accumulator is a type that has to be inferred. */
    private static class Letters extends CombineFn<String, Integer, String> {
        private static final long serialVersionUID = 1L;

        private final transient Optional<String> unused = Optional.empty();

        @SuppressWarnings("serial")
        private final Dictionary dictionary;

        Letters(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public Integer createAccumulator() {
            return 0;
        }

        @Override
        public Integer addInput(Integer letters, String word) {
            return letters + dictionary.meaningOf(word).length();
        }

        @Override
        public Integer mergeAccumulators(Iterable<Integer> parts) {
            int letters = 0;
            for (int part : parts) {
                letters += part;
            }
            return letters;
        }

        @Override
        public String extractOutput(Integer letters) {
            return letters + " letters";
        }
    }

    private static final class OneLine extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<String> suffix;

        OneLine(Optional<String> suffix) {
            this.suffix = suffix;
        }

        @ProcessElement
        public void process(@Element String word, OutputReceiver<String> out) {
            out.output(word + suffix.orElse(""));
        }

        private Object writeReplace() {
            return Pickled.envelope(this);
        }
    }

    private static class Plain extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        final Optional<String> suffix;

        Plain(Optional<String> suffix) {
            this.suffix = suffix;
        }

        @ProcessElement
        public void process(@Element String word, OutputReceiver<String> out) {
            out.output(word + suffix.orElse(""));
        }
    }

    @Test
    void functionSurvivesRepeatedSerialization() {
        SerializableFunction<String, String> function =
                JavaSerial.twice(Pickled.fn(word -> dictionary.meaningOf(word)));

        assertThat(function.apply("a")).isEqualTo("alpha");
        assertThat(JavaSerial.twice(function).apply("a")).isEqualTo("alpha");
    }

    @Test
    void functionIsPickledAsItIsWhenWritten() {
        SerializableFunction<String, String> function = Pickled.fn(word -> dictionary.meaningOf(word));
        dictionary.with("b", "beta");

        assertThat(JavaSerial.twice(function).apply("b")).isEqualTo("beta");
    }

    @Test
    void functionOfTwoArgumentsSurvivesRepeatedSerialization() {
        SerializableBiFunction<String, String, String> function =
                JavaSerial.twice(Pickled.biFn((first, second) -> dictionary.meaningOf(first) + second));

        assertThat(function.apply("a", "b")).isEqualTo("alphab");
    }

    @Test
    void predicateSurvivesRepeatedSerialization() {
        SerializableFunction<String, Boolean> predicate = JavaSerial.twice(
                Pickled.predicate(word -> dictionary.meaningOf(word).equals("alpha")));

        assertThat(predicate.apply("a")).isTrue();
        assertThat(predicate.apply("b")).isFalse();
    }

    @Test
    void combinerKeepsCodersTypesAndName() throws Exception {
        CombineFn<String, Integer, String> combiner = JavaSerial.twice(Pickled.combine(new Letters(dictionary)));
        CoderRegistry registry = CoderRegistry.createDefault();

        assertThat(combiner.apply(List.of("a", "b"))).isEqualTo("6 letters");
        assertThat(combiner.getAccumulatorCoder(registry, StringUtf8Coder.of())).isEqualTo(VarIntCoder.of());
        assertThat(combiner.getDefaultOutputCoder(registry, StringUtf8Coder.of()))
                .isEqualTo(StringUtf8Coder.of());
        assertThat(combiner.getOutputType().getRawType()).isEqualTo(String.class);
        assertThat(NameUtils.approximateSimpleName(combiner)).isEqualTo("Letters");
    }

    @Test
    void objectIsAnInstanceOfASubclassWithTheSameSignature() {
        Plain copy = JavaSerial.twice(Pickled.object(new Plain(Optional.of("!"))));

        assertThat(copy.getClass().getSuperclass()).isEqualTo(Plain.class);
        assertThat(copy.getClass().getName()).isEqualTo(Plain.class.getName() + "$$Pickled");
        assertThat(copy.suffix).hasValue("!");
        assertThat(DoFnSignatures.signatureForDoFn(copy)
                        .processElement()
                        .targetMethod()
                        .getName())
                .isEqualTo("process");
        assertThat(copy.getOutputTypeDescriptor().getRawType()).isEqualTo(String.class);
    }

    @Test
    void objectOfAFinalClassIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> Pickled.object(new OneLine(Optional.empty())))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.picklejar.beam.PickledTest$OneLine can have no subclass; use Pickled.fn for functions,"
                        + " or let the class extend PickledDoFn");
    }

    @Test
    void envelopeMakesAFinalClassSerializable() {
        OneLine copy = JavaSerial.twice(new OneLine(Optional.of("!")));

        assertThat(copy.suffix).hasValue("!");
    }

    @Test
    void pickledDoFnInsideAPickledFunctionIsPickledWithIt() {
        Order order = new Order("Ada", 1);
        PickledDoFn<String, String> inner = new PickledDoFn<String, String>() {
            private static final long serialVersionUID = 1L;

            @ProcessElement
            public void process(@Element String word, OutputReceiver<String> out) {
                out.output(word);
            }

            @Override
            public String toString() {
                return order.toString();
            }
        };

        SerializableFunction<String, String> function = JavaSerial.twice(Pickled.fn(word -> word + inner));

        assertThat(function.apply("a")).isEqualTo("aAda:1");
    }
}
