package io.picklejar.beam;

import com.acme.orders.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.BoundedPerElement;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** What Beam reads off a {@code DoFn}'s class still works after its replacement. */
final class PicklePipelineFeaturesTest {
    private final Dictionary dictionary = new Dictionary().with("a", "alpha");

    @BoundedPerElement
    private static class Letters extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Dictionary dictionary;

        Letters(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @GetInitialRestriction
        @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod"}) // Beam calls it
        public OffsetRange whole(@Element String word) {
            return new OffsetRange(0, dictionary.meaningOf(word).length());
        }

        @ProcessElement
        public void process(
                @Element String word, RestrictionTracker<OffsetRange, Long> tracker, OutputReceiver<String> out) {
            for (long i = tracker.currentRestriction().getFrom(); tracker.tryClaim(i); i++) {
                out.output(dictionary.meaningOf(word).substring((int) i, (int) i + 1));
            }
        }
    }

    private static class Sorting extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<Dictionary> dictionary;

        private final PCollectionView<Map<String, String>> names;
        private final TupleTag<String> unknown;
        private transient int started;

        Sorting(Dictionary dictionary, PCollectionView<Map<String, String>> names, TupleTag<String> unknown) {
            this.dictionary = Optional.of(dictionary);
            this.names = names;
            this.unknown = unknown;
        }

        @Setup
        @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod"}) // Beam calls it
        public void setup() {
            started++;
        }

        @ProcessElement
        public void process(ProcessContext context, BoundedWindow window) {
            String meaning = dictionary.map(d -> d.meaningOf(context.element())).orElse("?");
            if (meaning.equals("?")) {
                context.output(unknown, context.element());
            } else {
                context.output(meaning
                        + context.sideInput(names).get(context.element())
                        + started
                        + window.maxTimestamp().getMillis() % 10);
            }
        }
    }

    @Test
    void splittableDoFnIsSplit() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<String> letters = pipeline.apply(Create.of("a", "b")).apply(ParDo.of(new Letters(dictionary)));

        PAssert.that(letters).containsInAnyOrder("a", "l", "p", "h", "a", "?");
        Pipelines.run(pipeline);
    }

    @Test
    void sideInputsWindowsSetupAndSeveralOutputsReachTheFunction() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollectionView<Map<String, String>> names =
                pipeline.apply("Names", Create.of(KV.of("a", "A"))).apply(View.asMap());
        TupleTag<String> known = new TupleTag<>("known");
        TupleTag<String> unknown = new TupleTag<>("unknown");

        // The view and the tag are fields of the function; views know the pipeline they were made in.
        PCollectionTuple sorted = pipeline.apply(Create.of("a", "b", "c"))
                .apply(ParDo.of(new Sorting(dictionary, names, unknown))
                        .withSideInputs(names)
                        .withOutputTags(known, TupleTagList.of(unknown)));

        PAssert.that(sorted.get(known).setCoder(StringUtf8Coder.of())).satisfies(words -> {
            String word = words.iterator().next();
            if (!word.startsWith("alphaA1")) {
                throw new AssertionError(word);
            }
            return null;
        });
        PAssert.that(sorted.get(unknown).setCoder(StringUtf8Coder.of())).containsInAnyOrder("b", "c");
        Pipelines.run(pipeline);
    }

    @Test
    void functionsWorkInsideWindows() {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        PCollection<KV<String, Long>> counts = pipeline.apply(Create.of("a", "a", "b"))
                .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
                .apply(MapElements.into(TypeDescriptors.strings()).via((String word) -> dictionary.meaningOf(word)))
                .apply(Count.perElement());

        PAssert.that(counts).containsInAnyOrder(List.of(KV.of("alpha", 2L), KV.of("?", 1L)));
        Pipelines.run(pipeline);
    }
}
