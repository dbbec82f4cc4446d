/** Records of a user, which the tests ship by value. Not in a package of PickleJar: those are on every cluster. */
@NullMarked
package io.picklejar.flink.shop;

import org.jspecify.annotations.NullMarked;
