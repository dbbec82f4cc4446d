package io.picklejar.flink.shop;

/** What Flink takes for a POJO. */
public class Point {
    /** Public, as Flink likes it. */
    public int x;

    /** Public, as Flink likes it. */
    public String label = "";

    /** For Flink. */
    public Point() {}

    /** For the tests. */
    public Point(int x, String label) {
        this.x = x;
        this.label = label;
    }

    @Override
    public String toString() {
        return label + x;
    }
}
