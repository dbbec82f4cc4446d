/** Shipped code and the by-reference classes it hangs together with: what is bridged, pulled in, refused. */
@NullMarked
package io.picklejar.coupling;

import org.jspecify.annotations.NullMarked;
