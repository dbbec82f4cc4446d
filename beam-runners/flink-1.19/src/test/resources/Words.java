import io.picklejar.beam.PickleCoderProvider;
import io.picklejar.beam.PicklePipeline;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Counts words: {@code java Words.java OUTPUT --runner=…}. The cluster has no class of it. */
public class Words {
    record Word(String text, Optional<String> mark) {}

    record Count(Word word, int times) {}

    static class Counting extends DoFn<KV<Word, Word>, Count> {
        private final Optional<String> notSerializable = Optional.of("");

        @StateId("count")
        private final StateSpec<ValueState<Count>> spec = StateSpecs.value();

        @TimerId("end")
        private final TimerSpec end = TimerSpecs.timer(TimeDomain.EVENT_TIME);

        @ProcessElement
        public void process(
                @Element KV<Word, Word> word, @StateId("count") ValueState<Count> count, @TimerId("end") Timer end) {
            Count before = count.read();
            count.write(new Count(word.getKey(), before == null ? 1 : before.times() + 1));
            end.set(GlobalWindow.INSTANCE.maxTimestamp());
        }

        @OnTimer("end")
        public void end(@StateId("count") ValueState<Count> count, OutputReceiver<Count> out) {
            if (notSerializable.isPresent()) {
                out.output(count.read());
            }
        }
    }

    public static void main(String[] args) {
        List<String> options = Arrays.asList(args).subList(1, args.length);
        Pipeline pipeline =
                PicklePipeline.create(PipelineOptionsFactory.fromArgs(options.toArray(new String[0])).create());
        pipeline.getCoderRegistry().registerCoderProvider(PickleCoderProvider.any());
        Optional<Locale> locale = Optional.of(Locale.ROOT); // not Serializable
        pipeline.apply(Create.of("to be or", "NOT to be"))
                .apply(FlatMapElements.into(TypeDescriptor.of(Word.class))
                        .via((String line) -> Arrays.stream(line.split(" "))
                                .map(word -> new Word(word.toLowerCase(locale.get()), Optional.empty()))
                                .toList()))
                .apply(WithKeys.of((Word word) -> word).withKeyType(TypeDescriptor.of(Word.class)))
                .apply(ParDo.of(new Counting()))
                .apply(MapElements.into(TypeDescriptors.strings())
                        .via(count -> count.word().text() + " " + count.times() + " " + count.word().mark().orElse("")))
                .apply(TextIO.write().to(args[0]));
        pipeline.run().waitUntilFinish();
    }
}
