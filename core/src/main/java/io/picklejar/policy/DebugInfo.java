package io.picklejar.policy;

/** How much debugging information of shipped class files travels. */
public enum DebugInfo {
    /** Source file and line numbers, for stack traces; no names of local variables. The default. */
    LINES,
    /** Everything the compiler wrote. */
    KEEP,
    /** Nothing. Moving code to other lines then keeps its unit id. */
    STRIP
}
