/** JMH benchmarks: PickleJar and its peers on the same values, in one run. */
@NullMarked
package io.picklejar.bench;

import org.jspecify.annotations.NullMarked;
