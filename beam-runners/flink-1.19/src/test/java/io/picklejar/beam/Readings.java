package io.picklejar.beam;

import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Readings of sensors without end, except that there is one: a source that holds what is not serializable, with elements and
 * positions that {@link PickleCoder} encodes. The second quarter waits for checkpoints, and the second half until a step has
 * failed after them.
 */
class Readings extends UnboundedSource<Readings.Reading, Readings.Position> {
    private static final long serialVersionUID = 1L;

    /** Checkpoints that the runner has confirmed since the JVM started. */
    static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    /** Failures of steps behind it. */
    static final AtomicInteger FAILURES = new AtomicInteger();

    /** A key that is a record. */
    record Sensor(String room, LocalDate since, int floor) {}

    /** An element. */
    record Reading(Sensor sensor, long number, @Nullable List<Double> values) {}

    /** How far the reader came. */
    record Position(long next) implements UnboundedSource.CheckpointMark {
        @Override
        public void finalizeCheckpoint() {
            CHECKPOINTS.incrementAndGet();
        }
    }

    @SuppressWarnings("serial")
    private final Optional<String> building;

    private final long count;

    Readings(Optional<String> building, long count) {
        this.building = building;
        this.count = count;
    }

    @Override
    public List<? extends UnboundedSource<Reading, Position>> split(int splits, PipelineOptions options) {
        return List.of(this);
    }

    @Override
    public UnboundedReader<Reading> createReader(PipelineOptions options, @Nullable Position position) {
        return new Reader(position == null ? 0 : position.next());
    }

    @Override
    public Coder<Position> getCheckpointMarkCoder() {
        return PickleCoder.data(Position.class);
    }

    @Override
    public Coder<Reading> getOutputCoder() {
        return PickleCoder.data(Reading.class);
    }

    /** Which reading has this number. */
    Reading reading(long number) {
        Sensor sensor =
                new Sensor(building.orElse("?") + number % 3, LocalDate.ofEpochDay(number % 2), (int) (number % 5));
        return new Reading(sensor, number, number % 7 == 0 ? null : List.of((double) number, 0.5));
    }

    private final class Reader extends UnboundedReader<Reading> {
        private long next;
        private @Nullable Reading current;

        Reader(long next) {
            this.next = next;
        }

        @Override
        public boolean start() {
            return advance();
        }

        @Override
        public boolean advance() {
            boolean waitsForCheckpoint = next == count / 4 && CHECKPOINTS.get() < 2;
            boolean waitsForFailure = next == count / 2 && FAILURES.get() == 0;
            if (next == count || waitsForCheckpoint || waitsForFailure) {
                return false;
            }
            current = reading(next++);
            return true;
        }

        @Override
        public Reading getCurrent() {
            if (current == null) {
                throw new NoSuchElementException("not started");
            }
            return current;
        }

        @Override
        public Instant getCurrentTimestamp() {
            return Instant.ofEpochMilli(next);
        }

        @Override
        public Instant getWatermark() {
            return next == count ? BoundedWindow.TIMESTAMP_MAX_VALUE : Instant.ofEpochMilli(next);
        }

        @Override
        public CheckpointMark getCheckpointMark() {
            return new Position(next);
        }

        @Override
        public UnboundedSource<Reading, ?> getCurrentSource() {
            return Readings.this;
        }

        @Override
        public void close() {}
    }
}
