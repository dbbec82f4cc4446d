package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.beam.Readings.Reading;
import io.picklejar.beam.Readings.Sensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unbounded source, checkpoints, a failure, and what state and source positions are then. */
final class StreamingTest {
    private static final long COUNT = 2_000;

    @BeforeEach
    void reset() {
        Readings.CHECKPOINTS.set(0);
        Readings.FAILURES.set(0);
    }

    /** What a key has seen. */
    private record Seen(long readings, long sum, Optional<String> mark) {}

    private static class Adding extends DoFn<KV<Sensor, Reading>, KV<Sensor, Long>> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<String> mark;

        @StateId("seen")
        @SuppressWarnings("unused") // Beam reads it
        private final StateSpec<ValueState<Seen>> seen = StateSpecs.value(PickleCoder.data(Seen.class));

        @TimerId("end")
        @SuppressWarnings("unused") // Beam reads it
        private final TimerSpec end = TimerSpecs.timer(TimeDomain.EVENT_TIME);

        Adding(Optional<String> mark) {
            this.mark = mark;
        }

        @ProcessElement
        public void process(
                @Element KV<Sensor, Reading> element,
                @StateId("seen") ValueState<Seen> seen,
                @TimerId("end") Timer end) {
            if (Readings.CHECKPOINTS.get() > 1 && Readings.FAILURES.getAndIncrement() == 0) {
                throw new IllegalStateException("the planned failure");
            }
            @Nullable Seen before = seen.read();
            long number = Objects.requireNonNull(element.getValue()).number();
            seen.write(
                    before == null
                            ? new Seen(1, number, mark)
                            : new Seen(before.readings() + 1, before.sum() + number, before.mark()));
            end.set(GlobalWindow.INSTANCE.maxTimestamp());
        }

        @OnTimer("end")
        @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod"}) // Beam calls it
        public void end(@Key Sensor key, @StateId("seen") ValueState<Seen> seen, OutputReceiver<KV<Sensor, Long>> out) {
            Seen last = Objects.requireNonNull(seen.read());
            out.output(KV.of(key, last.mark().equals(mark) ? last.sum() : -1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "rocksdb"})
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void stateAndSourceGoOnWhereTheCheckpointWas(String backend, @TempDir Path directory) {
        Pipeline pipeline = PicklePipeline.create(PipelineOptionsFactory.fromArgs(
                        "--runner=FlinkRunner",
                        "--flinkMaster=[local]",
                        "--streaming=true",
                        "--parallelism=2",
                        "--stateBackend=" + backend,
                        "--stateBackendStoragePath=" + directory.toUri(),
                        "--checkpointingInterval=100",
                        "--numberOfExecutionRetries=3",
                        "--executionRetryDelay=10",
                        "--shutdownSourcesAfterIdleMs=0")
                .create());
        Readings readings = new Readings(Optional.of("B"), COUNT);
        Optional<String> mark = Optional.of("!");
        PCollection<KV<Sensor, Long>> sums = pipeline.apply(Read.from(Pickled.object(readings)))
                .apply(WithKeys.of((Reading reading) -> mark.isPresent() ? reading.sensor() : null)
                        .withKeyType(TypeDescriptor.of(Sensor.class)))
                .setCoder(KvCoder.of(PickleCoder.data(Sensor.class), PickleCoder.data(Reading.class)))
                .apply(ParDo.of(new Adding(mark)))
                .setCoder(KvCoder.of(PickleCoder.data(Sensor.class), VarLongCoder.of()));

        Map<Sensor, Long> expected = LongStream.range(0, COUNT)
                .mapToObj(readings::reading)
                .collect(Collectors.groupingBy(Reading::sensor, Collectors.summingLong(Reading::number)));
        PAssert.that(sums)
                .containsInAnyOrder(expected.entrySet().stream()
                        .map(entry -> KV.of(entry.getKey(), entry.getValue()))
                        .toList());
        Pipelines.run(pipeline);

        assertThat(Readings.FAILURES.get()).isGreaterThan(0);
        assertThat(expected).hasSize(30);
    }
}
