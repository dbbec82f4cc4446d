/** Runnable pipelines on real data, and a demonstration of them; no class here is {@code Serializable}. */
@NullMarked
package io.picklejar.examples;

import org.jspecify.annotations.NullMarked;
