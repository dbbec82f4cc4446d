/** Object reconstruction preparer: defines code units, allocates objects, fills state, links lambdas. Not exported: for PickleJar's own packages only. */
@NullMarked
package io.picklejar.reconstruct;

import org.jspecify.annotations.NullMarked;
