/**
 * PickleJar in Apache Beam: elements through {@link io.picklejar.beam.PickleCoder}, single functions through {@link
 * io.picklejar.beam.Pickled}, whole pipelines through {@link io.picklejar.beam.PicklePipeline}.
 */
@NullMarked
package io.picklejar.beam;

import org.jspecify.annotations.NullMarked;
