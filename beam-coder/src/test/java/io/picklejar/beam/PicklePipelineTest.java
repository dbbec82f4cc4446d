package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Dictionary;
import com.acme.orders.Discount;
import com.acme.orders.Doubling;
import com.acme.orders.Order;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Requirements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whole pipelines of untouched user functions on the direct runner, all its enforcements on. */
final class PicklePipelineTest {
    private final Dictionary dictionary = new Dictionary().with("a", "alpha");
    private final Optional<String> mark = Optional.of("#");

    private static class Meaning extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<Dictionary> dictionary;

        Meaning(Dictionary dictionary) {
            this.dictionary = Optional.of(dictionary);
        }

        @ProcessElement
        public void process(@Element String word, OutputReceiver<String> out) {
            out.output(word + dictionary.map(d -> d.meaningOf(word)).orElse(""));
        }
    }

    private static class Numbering extends DoFn<KV<String, String>, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<Dictionary> dictionary;

        @StateId("number")
        @SuppressWarnings("unused") // Beam reads it
        private final StateSpec<ValueState<Integer>> number = StateSpecs.value(VarIntCoder.of());

        Numbering(Dictionary dictionary) {
            this.dictionary = Optional.of(dictionary);
        }

        @ProcessElement
        public void process(
                @Element KV<String, String> word,
                @StateId("number") ValueState<Integer> number,
                OutputReceiver<String> out) {
            @Nullable Integer before = number.read();
            int now = before == null ? 1 : before + 1;
            number.write(now);
            out.output(word.getKey()
                    + now
                    + dictionary.map(d -> d.meaningOf(word.getKey())).orElse(""));
        }
    }

    private static final class FinalMeaning extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"serial", "unused"})
        private final Optional<String> mark = Optional.of("#");

        @ProcessElement
        public void process(@Element String word, OutputReceiver<String> out) {
            out.output(word);
        }
    }

    private static class Letters extends CombineFn<String, Integer, String> {
        private static final long serialVersionUID = 1L;

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

    private static final class FinalLetters extends CombineFn<String, Integer, Integer> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Letters letters;

        FinalLetters(Dictionary dictionary) {
            letters = new Letters(dictionary);
        }

        @Override
        public Integer createAccumulator() {
            return 0;
        }

        @Override
        public Integer addInput(Integer sum, String word) {
            return letters.addInput(sum, word);
        }

        @Override
        public Integer mergeAccumulators(Iterable<Integer> parts) {
            return letters.mergeAccumulators(parts);
        }

        @Override
        public Integer extractOutput(Integer sum) {
            return sum;
        }
    }

    private static final class UsersComposite extends PTransform<PCollection<String>, PCollection<String>> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Dictionary dictionary;

        UsersComposite(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public PCollection<String> expand(PCollection<String> words) {
            return words.apply(MapElements.into(TypeDescriptors.strings()).via(word -> dictionary.meaningOf(word)));
        }
    }

    @Test
    void lambdasOfElementwiseTransformsCaptureWhatTheyLike() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a b", "c"))
                .apply(FlatMapElements.into(TypeDescriptors.strings())
                        .via((String line) ->
                                Arrays.asList((line + mark.map(m -> "").get()).split(" ", -1))))
                .apply(Filter.by((String word) -> !word.equals("c") && mark.isPresent()))
                .apply(MapElements.into(TypeDescriptors.strings())
                        .via((String word) -> dictionary.meaningOf(word) + mark.get()));

        PAssert.that(words).containsInAnyOrder("alpha#", "?#");
        Pipelines.run(pipeline);
    }

    @Test
    void methodReferenceToAnObjectThatIsNotSerializable() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b"))
                .apply(MapElements.into(TypeDescriptors.strings()).via(dictionary::meaningOf));

        PAssert.that(words).containsInAnyOrder("alpha", "?");
        Pipelines.run(pipeline);
    }

    @Test
    void contextfulLambda() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b"))
                .apply(MapElements.into(TypeDescriptors.strings())
                        .via(Contextful.fn(
                                (String word, Contextful.Fn.Context context) -> dictionary.meaningOf(word),
                                Requirements.empty())));

        PAssert.that(words).containsInAnyOrder("alpha", "?");
        Pipelines.run(pipeline);
    }

    @Test
    void simpleFunctionKeepsItsClass() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        Dictionary captured = dictionary;
        PCollection<String> words = pipeline.apply(Create.of("a", "b"))
                .apply(MapElements.via(new SimpleFunction<String, String>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String apply(String word) {
                        return captured.meaningOf(word);
                    }
                }));

        PAssert.that(words).containsInAnyOrder("alpha", "?");
        Pipelines.run(pipeline);
    }

    @Test
    void doFnWithAnOptionalField() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b")).apply(ParDo.of(new Meaning(dictionary)));

        PAssert.that(words).containsInAnyOrder("aalpha", "b?");
        Pipelines.run(pipeline);
    }

    @Test
    void statefulDoFnKeepsItsState() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b", "a"))
                .apply(WithKeys.of((String word) -> word + mark.map(m -> "").get())
                        .withKeyType(TypeDescriptors.strings()))
                .apply(ParDo.of(new Numbering(dictionary)));

        PAssert.that(words).containsInAnyOrder("a1alpha", "a2alpha", "b1?");
        Pipelines.run(pipeline);
    }

    @Test
    void classesOfThePipelineTravelByValue() {
        PickleJar byValue =
                PickleJar.builder().byValue(ClassRule.packageName("com.acme")).build();
        Pipeline pipeline = PicklePipeline.create(Pipelines.options(), byValue);
        PCollection<Order> orders = pipeline.apply(Create.of(1, 2))
                .apply(ParDo.of(new Doubling()))
                .apply(MapElements.into(TypeDescriptors.integers()).via(Discount.of(50)))
                .apply(MapElements.into(TypeDescriptor.of(Order.class)).via(amount -> new Order("Ada", amount)))
                .setCoder(PickleCoder.of(Order.class, byValue));

        PAssert.that(orders).containsInAnyOrder(new Order("Ada", 1), new Order("Ada", 2));
        Pipelines.run(pipeline);
    }

    @Test
    void userCompositeIsLeftAlone() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b")).apply(new UsersComposite(dictionary));

        PAssert.that(words).containsInAnyOrder("alpha", "?");
        Pipelines.run(pipeline);
    }

    @Test
    void combinersAreReachedByTransform() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b"));
        PCollection<String> letters = words.apply(PicklePipeline.transform(Combine.globally(new Letters(dictionary))));
        PCollection<Integer> number =
                words.apply(PicklePipeline.transform(Combine.globally(new FinalLetters(dictionary))));
        PCollection<Integer> sum = words.apply(
                        MapElements.into(TypeDescriptors.integers()).via(String::length))
                .apply(PicklePipeline.transform(Combine.globally(
                        (Integer a, Integer b) -> a + b + mark.map(m -> 0).get())));
        SerializableFunction<Iterable<Integer>, Integer> smallest =
                all -> StreamSupport.stream(all.spliterator(), false)
                        .min(Comparator.naturalOrder())
                        .orElse(mark.get().length());
        PCollection<Integer> least = words.apply(
                        "Lengths", MapElements.into(TypeDescriptors.integers()).via(String::length))
                .apply(PicklePipeline.transform(Combine.globally(smallest)));
        PCollection<KV<String, String>> perKey = words.apply(WithKeys.of("key"))
                .apply(PicklePipeline.transform(Combine.<String, String, String>perKey(new Letters(dictionary))));

        PAssert.thatSingleton(letters).isEqualTo("6 letters");
        PAssert.thatSingleton(number).isEqualTo(6);
        PAssert.thatSingleton(sum).isEqualTo(2);
        PAssert.thatSingleton(least).isEqualTo(1);
        PAssert.that(perKey).containsInAnyOrder(List.of(KV.of("key", "6 letters")));
        Pipelines.run(pipeline);
    }

    @Test
    void prepareServesPipelinesMadeElsewhere() {
        Pipeline elsewhere = Pipeline.create(Pipelines.options());
        PCollection<String> words = elsewhere
                .apply(Create.of("a", "b"))
                .apply(MapElements.into(TypeDescriptors.strings()).via((String word) -> dictionary.meaningOf(word)));
        PAssert.that(words).containsInAnyOrder("alpha", "?");

        assertThat(PicklePipeline.prepare(elsewhere)).isSameAs(elsewhere);
        PicklePipeline.prepare(elsewhere);

        Pipelines.run(elsewhere);
    }

    @Test
    void finalDoFnIsRefusedWithTheRemedy() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        pipeline.apply(Create.of("a")).apply("Explain", ParDo.of(new FinalMeaning()));

        assertThatThrownBy(() -> PicklePipeline.prepare(pipeline))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Explain: io.picklejar.beam.PicklePipelineTest$FinalMeaning cannot travel:"
                        + " java.util.Optional is not Serializable, and its class is final; let it extend PickledDoFn"
                        + " instead of DoFn");
    }

    @Test
    void unpicklableCaptureIsReportedBeforeTheRun() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        Thread thread = Thread.currentThread();
        pipeline.apply(Create.of("a"))
                .apply("Name", MapElements.into(TypeDescriptors.strings()).via((String word) -> thread.getName()));

        assertThatThrownBy(() -> PicklePipeline.prepare(pipeline))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Name: ");
    }
}
