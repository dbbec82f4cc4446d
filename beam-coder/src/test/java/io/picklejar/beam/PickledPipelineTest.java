package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Basket;
import com.acme.orders.Dictionary;
import com.acme.orders.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PartitioningWindowFn;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.IllegalMutationException;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single wrappers and coders in pipelines. */
final class PickledPipelineTest {
    private final Dictionary dictionary = new Dictionary().with("a", "alpha").with("the", "!");
    private final Optional<String> mark = Optional.of("#");

    private static final class ToOrder extends PickledDoFn<KV<String, Long>, Order> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Dictionary dictionary;

        ToOrder(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @ProcessElement
        public void process(@Element KV<String, Long> word, OutputReceiver<Order> out) {
            out.output(new Order(
                    word.getKey() + dictionary.meaningOf(word.getKey()),
                    word.getValue().intValue()));
        }
    }

    private static final class LastAmount extends PickledDoFn<KV<String, String>, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Dictionary dictionary;

        @StateId("last")
        @SuppressWarnings("unused") // Beam reads it
        private final StateSpec<ValueState<Order>> last = StateSpecs.value(PickleCoder.of(Order.class));

        @TimerId("end")
        @SuppressWarnings("unused") // Beam reads it
        private final TimerSpec end = TimerSpecs.timer(TimeDomain.EVENT_TIME);

        LastAmount(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @ProcessElement
        public void process(
                @Element KV<String, String> word, @StateId("last") ValueState<Order> last, @TimerId("end") Timer end) {
            @Nullable Order order = last.read();
            last.write(new Order(word.getKey(), order == null ? 1 : order.amount() + 1));
            end.set(GlobalWindow.INSTANCE.maxTimestamp());
        }

        @OnTimer("end")
        @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod"}) // Beam calls it
        public void end(@Key String key, @StateId("last") ValueState<Order> last, OutputReceiver<String> out) {
            @Nullable Order order = last.read();
            out.output(key + "=" + (order == null ? 0 : order.amount()) + dictionary.meaningOf(key));
        }
    }

    /** Counts, after a mark. */
    private static class Marking extends CombineFn<String, Integer, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<String> mark;

        Marking(Optional<String> mark) {
            this.mark = mark;
        }

        @Override
        public Integer createAccumulator() {
            return 0;
        }

        @Override
        public Integer addInput(Integer count, String word) {
            return count + 1;
        }

        @Override
        public Integer mergeAccumulators(Iterable<Integer> counts) {
            int sum = 0;
            for (int count : counts) {
                sum += count;
            }
            return sum;
        }

        @Override
        public String extractOutput(Integer count) {
            return mark.orElse("") + count;
        }
    }

    /** Windows of a size that is not Serializable. */
    private static class Sized extends PartitioningWindowFn<Object, IntervalWindow> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<Integer> seconds;

        Sized(Optional<Integer> seconds) {
            this.seconds = seconds;
        }

        @Override
        public IntervalWindow assignWindow(Instant time) {
            long size = seconds.orElseThrow() * 1000L;
            Instant start = Instant.ofEpochMilli(Math.floorDiv(time.getMillis(), size) * size);
            return new IntervalWindow(start, start.plus(Duration.millis(size)));
        }

        @Override
        @SuppressWarnings("deprecation") // it has to be there
        public boolean isCompatible(WindowFn<?, ?> other) {
            return other instanceof Sized sized && sized.seconds.equals(seconds);
        }

        @Override
        public Coder<IntervalWindow> windowCoder() {
            return IntervalWindow.getCoder();
        }
    }

    private static final class Mutating extends DoFn<Basket, Integer> {
        private static final long serialVersionUID = 1L;

        @ProcessElement
        public void process(@Element Basket basket, OutputReceiver<Integer> out) {
            out.output(basket.with("pear", 1).size());
        }
    }

    @Test
    void plainElementsAndCapturingFunctionsGoThroughAPipeline() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PickleCoders.register(pipeline.getCoderRegistry());
        PCollection<Order> orders = pipeline.apply(Create.of("the quick", "the a a"))
                .apply(FlatMapElements.into(TypeDescriptors.strings())
                        .via(Pickled.fn((String line) -> Arrays.asList((line + mark.get()).split("[ #]", -1)))))
                .apply(Filter.by(Pickled.predicate(word -> !word.isEmpty() && mark.isPresent())))
                .apply(Count.perElement())
                .apply(ParDo.of(new ToOrder(dictionary)));
        PCollection<String> texts = orders.apply(MapElements.into(TypeDescriptors.strings())
                .via(Pickled.fn(order -> order + (order.isWhole() ? mark.get() : "broken"))));

        PAssert.that(orders).containsInAnyOrder(new Order("the!", 2), new Order("quick?", 1), new Order("aalpha", 2));
        PAssert.that(texts).containsInAnyOrder("the!:2#", "quick?:1#", "aalpha:2#");
        Pipelines.run(pipeline);
    }

    @Test
    void localRecordsAreElements() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        record Line(String text, Optional<Integer> number) {}
        PCollection<Line> lines = pipeline.apply(Create.of("a", "b"))
                .apply(MapElements.into(TypeDescriptor.of(Line.class))
                        .via(word -> new Line(word, Optional.of(word.length()))))
                .setCoder(PickleCoder.of(Line.class));

        PAssert.that(lines).containsInAnyOrder(new Line("a", Optional.of(1)), new Line("b", Optional.of(1)));
        Pipelines.run(pipeline);
    }

    @Test
    void statefulPickledDoFnKeepsStateAndTimers() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<String> last = pipeline.apply(Create.of("a", "b", "a"))
                .apply(WithKeys.of(Pickled.fn(
                                (String word) -> word + mark.map(m -> "").get()))
                        .withKeyType(TypeDescriptors.strings()))
                .apply(ParDo.of(new LastAmount(dictionary)));

        PAssert.that(last).containsInAnyOrder("a=2alpha", "b=1?");
        Pipelines.run(pipeline);
    }

    @Test
    void anonymousPickledDoFnCapturesWhatItLikes() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        Dictionary captured = dictionary;
        PCollection<String> meanings = pipeline.apply(Create.of("a", "b"))
                .apply(ParDo.of(new PickledDoFn<String, String>() {
                    private static final long serialVersionUID = 1L;

                    @ProcessElement
                    public void process(@Element String word, OutputReceiver<String> out) {
                        out.output(captured.meaningOf(word));
                    }
                }));

        PAssert.that(meanings).containsInAnyOrder("alpha", "?");
        Pipelines.run(pipeline);
    }

    @Test
    void binaryCombinerCapturesWhatItLikes() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<Integer> sum = pipeline.apply(Create.of(1, 2, 3))
                .apply(Combine.globally(Pickled.biFn(
                        (Integer a, Integer b) -> a + b + mark.map(m -> 0).get())));

        PAssert.thatSingleton(sum).isEqualTo(6);
        Pipelines.run(pipeline);
    }

    @Test
    void combineFnCapturesWhatItLikes() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Create.of("a", "b", "a"));
        PCollection<String> count = words.apply(Combine.globally(Pickled.combine(new Marking(mark))));
        PCollection<KV<String, String>> perWord = words.apply(
                        WithKeys.of((String word) -> word).withKeyType(TypeDescriptors.strings()))
                .apply(Combine.perKey(Pickled.combine(new Marking(mark))));

        PAssert.thatSingleton(count).isEqualTo("#3");
        PAssert.that(perWord).containsInAnyOrder(List.of(KV.of("a", "#2"), KV.of("b", "#1")));
        Pipelines.run(pipeline);
    }

    @Test
    void windowFnCapturesWhatItLikes() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<KV<String, Long>> counts = pipeline.apply(Create.timestamped(
                        TimestampedValue.of("a", Instant.ofEpochMilli(1)),
                        TimestampedValue.of("a", Instant.ofEpochMilli(4_999)),
                        TimestampedValue.of("a", Instant.ofEpochMilli(5_000))))
                .apply(Window.into(Pickled.object(new Sized(Optional.of(5)))))
                .apply(Count.perElement());

        PAssert.that(counts).containsInAnyOrder(List.of(KV.of("a", 2L), KV.of("a", 1L)));
        Pipelines.run(pipeline);
    }

    @Test
    void groupingByAPickledKeyIsRefused() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<KV<Order, Integer>> keyed = pipeline.apply(Create.of(KV.of(new Order("Ada", 1), 1))
                .withCoder(KvCoder.of(PickleCoder.of(Order.class), VarIntCoder.of())));

        assertThatThrownBy(() -> keyed.apply(GroupByKey.create()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the keyCoder of a GroupByKey must be deterministic")
                .cause()
                .hasMessageStartingWith("PickleCoder(com.acme.orders.Order) is not deterministic because:\n\t"
                        + "equal values of type com.acme.orders.Order can have different pickles");
    }

    @Test
    void groupingByAPickledEnumWorks() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<KV<TimeDomain, String>> keyed =
                pipeline.apply(Create.of(KV.of(TimeDomain.EVENT_TIME, "a"), KV.of(TimeDomain.EVENT_TIME, "b"))
                        .withCoder(KvCoder.of(PickleCoder.of(TimeDomain.class), StringUtf8Coder.of())));

        PAssert.that(keyed.apply(Count.perKey())).containsInAnyOrder(List.of(KV.of(TimeDomain.EVENT_TIME, 2L)));
        Pipelines.run(pipeline);
    }

    @Test
    @Tag("direct") // the only runner that looks
    void functionThatChangesItsInputIsCaught() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        pipeline.apply(Create.of(new Basket().with("apple", 1)).withCoder(PickleCoder.of(Basket.class)))
                .apply(ParDo.of(new Mutating()));

        assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
                .isInstanceOf(IllegalMutationException.class)
                .hasMessageContaining("mutated value com.acme.orders.Basket");
    }
}
