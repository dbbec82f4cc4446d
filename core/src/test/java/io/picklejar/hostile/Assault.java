package io.picklejar.hostile;

import io.picklejar.CloudPickle;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.Limits;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.testkit.Damage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Loads a pickle in many broken forms, each under a right checksum, in the JVM that it is sent to. */
final class Assault implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How long a load may take, in nanoseconds. */
    private static final long LONGEST = 1_000_000_000;

    /** A varint of 2³¹−1. */
    private static final byte[] HUGE = {-1, -1, -1, -1, 7};

    private final String name;
    private final byte[] pickle;

    Assault(String name, byte[] pickle) {
        this.name = name;
        this.pickle = pickle;
    }

    /**
     * What came of it.
     *
     * @param loads how many forms were loaded
     * @param refused how many were refused
     * @param failures what went wrong otherwise
     */
    record Outcome(long loads, long refused, List<String> failures) implements Serializable {
        Outcome and(Outcome other) {
            return new Outcome(
                    loads + other.loads,
                    refused + other.refused,
                    Stream.concat(failures.stream(), other.failures.stream()).toList());
        }
    }

    Outcome run() {
        Envelope.Content parts = Envelope.unwrap(pickle, Limits.standard());
        byte[] content = parts.in().raw(parts.in().remaining());
        return attack("truncated", Damage.truncations(content))
                .and(attack("bit flipped", Damage.bitFlips(content)))
                .and(attack(
                        "length put in",
                        IntStream.range(0, content.length).mapToObj(place -> withHugeLength(content, place))));
    }

    private static byte[] withHugeLength(byte[] content, int place) {
        byte[] changed = new byte[content.length - 1 + HUGE.length];
        System.arraycopy(content, 0, changed, 0, place);
        System.arraycopy(HUGE, 0, changed, place, HUGE.length);
        System.arraycopy(content, place + 1, changed, place + HUGE.length, content.length - place - 1);
        return changed;
    }

    private Outcome attack(String how, Stream<byte[]> contents) {
        long[] counts = new long[2];
        List<String> failures = new ArrayList<>();
        contents.forEach(content -> {
            byte[] form = sealed(content);
            long start = System.nanoTime();
            try {
                CloudPickle.loads(form);
            } catch (UnpicklingException e) {
                counts[1]++;
            } catch (Throwable e) {
                failures.add(name + ", " + how + " (form " + counts[0] + "): " + e + " at "
                        + Arrays.stream(e.getStackTrace()).limit(8).toList());
            }
            long took = System.nanoTime() - start;
            if (took > LONGEST) {
                failures.add(name + ", " + how + " (form " + counts[0] + "): took " + took / 1_000_000 + " ms");
            }
            counts[0]++;
        });
        return new Outcome(counts[0], counts[1], failures);
    }

    /** The content in a right envelope. */
    static byte[] sealed(byte[] content) {
        PickleOutput out = new PickleOutput(content.length);
        out.raw(content, 0, content.length);
        return PickleOutput.join(Envelope.wrap(-1, out));
    }
}
