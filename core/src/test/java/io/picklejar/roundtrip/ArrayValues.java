package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Arrays. */
final class ArrayValues {
    private ArrayValues() {}

    static List<Value> all() {
        return List.of(
                array("boolean[]", () -> new boolean[] {true, false, true}),
                array("byte[]", () -> new byte[] {-128, 0, 127}),
                array("short[]", () -> new short[] {Short.MIN_VALUE, 0, Short.MAX_VALUE}),
                array("char[]", () -> new char[] {'a', '\ud800', '\uffff'}),
                array("int[]", () -> new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}),
                array("long[]", () -> new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}),
                array("float[]", () -> new float[] {-0f, Float.NaN, Float.MAX_VALUE}),
                array("double[]", () -> new double[] {-0.0, Double.NaN, Double.MIN_VALUE}),
                array("empty int[]", () -> new int[0]),
                array("empty boolean[]", () -> new boolean[0]),
                array("long int[]", () -> IntStream.range(0, 50_000).toArray()),
                array("Object[]", () -> new Object[] {1, "two", null, new int[] {3}}),
                array("empty Object[]", () -> new Object[0]),
                array("String[]", () -> new String[] {"a", null, "b"}),
                array("String[] as Object[]", () -> (Object[]) new String[] {"a"}),
                array("Integer[][] as Number[][]", () -> (Number[][]) new Integer[][] {{1}, null, {}}),
                array("Object[] of differing arrays", () -> new Object[] {new String[] {"s"}, new long[] {1}}),
                array("int[][][]", () -> new int[][][] {{{1, 2}, {}}, {}, null}),
                array(
                        "long Object[]",
                        () -> IntStream.range(0, 3_500).mapToObj(i -> "e" + i).toArray()),
                array("array of a test class", () -> new Cell[0]),
                array("nested array of a test class", () -> new Cell[2][3]),
                Value.of(
                        "array that holds itself",
                        ArrayValues::holdingItself,
                        (original, copy) -> assertThat(copy[1]).isSameAs(copy)),
                Value.of("arrays that hold each other", ArrayValues::holdingEachOther, (original, copy) -> {
                    assertThat(copy.getClass()).isSameAs(Object[][].class);
                    assertThat(copy[0][0]).isSameAs(copy);
                }),
                Value.of(
                        "element that is there twice",
                        () -> {
                            Object twice = new int[] {1};
                            return new Object[] {twice, twice, new int[] {1}};
                        },
                        (original, copy) -> {
                            assertThat(copy[1]).isSameAs(copy[0]);
                            assertThat(copy[2]).isNotSameAs(copy[0]).isEqualTo(new int[] {1});
                        }));
    }

    private static Value array(String name, Supplier<?> factory) {
        return new Value(name, factory, (original, copy) -> {
            Value.sameClass(original, copy);
            assertThat(Arrays.deepEquals(new Object[] {copy}, new Object[] {original}))
                    .as("equal contents")
                    .isTrue();
        });
    }

    private static Object[] holdingItself() {
        Object[] array = {"first", null};
        array[1] = array;
        return array;
    }

    private static Object[][] holdingEachOther() {
        Object[] inner = {null};
        Object[][] outer = {inner};
        inner[0] = outer;
        return outer;
    }

    private static final class Cell {}
}
