/** Stands for a user's job. */
@NullMarked
package com.acme.orders;

import org.jspecify.annotations.NullMarked;
