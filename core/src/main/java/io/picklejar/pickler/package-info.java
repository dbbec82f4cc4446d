/** Custom pickler engine: the graph walk with its memo, and the reader. Not exported: for PickleJar's own packages only. */
@NullMarked
package io.picklejar.pickler;

import org.jspecify.annotations.NullMarked;
