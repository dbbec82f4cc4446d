package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Millions of objects and elements; a chain of a million is a row of the conformance page. */
final class LargeValuesTest {
    private static final int MILLION = 1 << 20;
    private static final int TEN_MILLION = 10_000_000;

    private static final class Tree {
        private final int value;
        private @Nullable Tree left;
        private @Nullable Tree right;

        Tree(int value) {
            this.value = value;
        }

        /** A heap-shaped tree of the values from 1 on. */
        static Tree of(int size) {
            Tree[] nodes = new Tree[size + 1];
            for (int i = size; i > 0; i--) {
                nodes[i] = new Tree(i);
                nodes[i].left = 2 * i <= size ? nodes[2 * i] : null;
                nodes[i].right = 2 * i < size ? nodes[2 * i + 1] : null;
            }
            return nodes[1];
        }

        long sum() {
            return value + (left == null ? 0 : left.sum()) + (right == null ? 0 : right.sum());
        }
    }

    private static final class Sum implements Function<Tree, Long>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Long apply(Tree tree) {
            return tree.sum();
        }
    }

    @Test
    void treeOfAMillionNodes() {
        Tree tree = Tree.of(MILLION);
        long sum = (long) MILLION * (MILLION + 1) / 2;

        assertThat(tree.sum()).isEqualTo(sum);
        assertThat(CloudPickle.<Tree>loads(CloudPickle.dumps(tree)).sum()).isEqualTo(sum);
        try (Worker worker = Worker.builder().jvmArgument("-Xmx1g").start()) {
            assertThat(worker.call(new Sum(), tree)).isEqualTo(sum);
        }
    }

    @Test
    void arraysOfTenMillionElements() {
        long[] numbers = new long[TEN_MILLION];
        Arrays.setAll(numbers, i -> (long) i * i);
        Object[] references = new Object[TEN_MILLION];
        Object[] few = {"a", new Object(), null};
        Arrays.setAll(references, i -> few[i % few.length]);

        assertThat(CloudPickle.<long[]>loads(CloudPickle.dumps(numbers))).isEqualTo(numbers);
        Object[] copy = CloudPickle.loads(CloudPickle.dumps(references));
        assertThat(copy).hasSize(TEN_MILLION).startsWith("a", copy[1], null, "a", copy[1], null);
        assertThat(copy[TEN_MILLION - 1]).isEqualTo("a");
        assertThat(copy[TEN_MILLION - 3]).isSameAs(copy[1]);
    }
}
