package io.picklejar.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.Pickler;
import io.picklejar.Unpickler;
import io.picklejar.error.LimitExceededException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.testkit.Worker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small pickles that ask for much. */
final class BombsTest {
    private static final int LEVELS = 60;

    /** Two containers of each level in both of the next. The outermost one is hashed when it is filled. */
    record Bomb(String name, Function<List<Object>, Object> level) {
        Object make() {
            List<Object> below = List.of("a", "b");
            for (int i = 0; i < LEVELS; i++) {
                below = List.of(level.apply(below), level.apply(below));
            }
            return below;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bomb> bombs() {
        return Stream.of(
                new Bomb("sets of sets", below -> later(new HashSet<>(), below)),
                new Bomb("lists of lists", ArrayList::new),
                new Bomb("lists of immutable lists", List::copyOf),
                new Bomb("entries of entries", below -> new AbstractMap.SimpleEntry<>(below.get(0), below.get(1))),
                new Bomb("maps of maps", below -> {
                    Map<Object, Object> map = new LinkedHashMap<>();
                    map.put("left", below.get(0));
                    map.put("right", below.get(1));
                    return map;
                }),
                new Bomb("optionals of lists", below -> Optional.of(new ArrayList<>(below))));
    }

    /** A set of the values whose elements were changed after they were put in. */
    private static Set<Object> later(Set<Object> set, List<Object> values) {
        for (Object value : values) {
            if (value instanceof Collection<?>) {
                List<Object> nested = new ArrayList<>();
                set.add(nested);
                nested.add(value);
            } else {
                set.add(value);
            }
        }
        return set;
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void keysThatTakeForeverToHashAreRefused(Bomb bomb) {
        List<Object> key = new ArrayList<>();
        Set<Object> set = new HashSet<>();
        set.add(key);
        key.add(bomb.make());
        byte[] pickle = CloudPickle.dumps(set);

        assertThat(pickle.length).isLessThan(5_000);
        assertThatThrownBy(() -> CloudPickle.loads(pickle))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageMatching("hash codes of collections inside of collections that visit more than \\d+0000"
                        + " elements, 10000 for each byte of the pickle; if it is trusted, do not use collections of"
                        + " shared collections as keys or elements of sets \\[limit-exceeded\\]");
    }

    /** They are hashed by nobody: shared is not the same as large. */
    @Test
    void sharedCollectionsThatAreNoKeysAreLoaded() {
        Map<String, Object> map = new HashMap<>();
        map.put("bomb", new Bomb("", ArrayList::new).make());

        assertThat(CloudPickle.<Map<String, Object>>loads(CloudPickle.dumps(map)))
                .containsOnlyKeys("bomb");
    }

    /** The key came with the pickle before, which is as large as it looks. */
    @Test
    void keyOfAnEarlierPickleOfTheStreamIsLoaded() throws IOException {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            key.add(List.of(1, 2, 3));
        }
        Set<Object> set = new HashSet<>();
        set.add(key);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pickler pickler = new Pickler(out);
        pickler.dump(key);
        pickler.dump(set);

        Unpickler unpickler = PickleJar.standard().newUnpickler(new ByteArrayInputStream(out.toByteArray()));
        List<Object> first = unpickler.load();
        Set<Object> second = unpickler.load();
        assertThat(second.iterator().next()).isSameAs(first);
    }

    @Test
    void largeKeysWithoutSharingAreLoaded() {
        Set<List<Integer>> set = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            set.add(new ArrayList<>(List.of(i, i + 1, i + 2)));
        }

        assertThat(CloudPickle.<Set<List<Integer>>>loads(CloudPickle.dumps(set)))
                .isEqualTo(set);
    }

    /** Loads what hashes itself to death, a hundred thousand levels deep. */
    private static final class DeepKey implements Function<byte[], String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String apply(byte[] pickle) {
            try {
                return "loaded " + CloudPickle.loads(pickle).getClass();
            } catch (UnpicklingException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void deepKeysAreRefusedAndTheJvmIsWellAfterwards() {
        List<Object> key = new ArrayList<>();
        Set<Object> set = new HashSet<>();
        set.add(key);
        List<Object> at = key;
        for (int i = 0; i < 100_000; i++) {
            List<Object> next = new ArrayList<>();
            at.add(next);
            at = next;
        }
        byte[] pickle = CloudPickle.dumps(set);

        try (Worker worker = Worker.builder()
                .jvmArgument("-Xmx256m")
                .patience(Duration.ofSeconds(60))
                .start()) {
            assertThat(worker.call(new DeepKey(), pickle))
                    .matches(
                            "an object could not be made: its code calls itself too deeply, at byte \\d+ of the pickle;"
                                    + " give the thread that loads a larger stack \\(-Xss\\), or lower Limits.maxDepth"
                                    + " \\[making-failed\\]");
            assertThat(worker.call(new DeepKey(), CloudPickle.dumps(1))).isEqualTo("loaded class java.lang.Integer");
        }
    }
}
