/**
 * PickleJar for Apache Flink.
 *
 * <p>{@link io.picklejar.flink.PickleEnvironment} sends whole jobs, {@link io.picklejar.flink.Pickled} single user
 * functions, {@link io.picklejar.flink.PickleTypeInfo} the records and the state of one type. The rest is public only
 * because Flink makes it by reflection.
 */
@NullMarked
package io.picklejar.flink;

import org.jspecify.annotations.NullMarked;
