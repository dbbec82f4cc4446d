/** Tests of the benchmarks: every round trip, and the table. */
@NullMarked
package io.picklejar.bench;

import org.jspecify.annotations.NullMarked;
