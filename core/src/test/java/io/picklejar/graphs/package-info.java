/** Random object graphs. */
@NullMarked
package io.picklejar.graphs;

import org.jspecify.annotations.NullMarked;
