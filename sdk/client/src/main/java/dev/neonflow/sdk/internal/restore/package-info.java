/** Reading back what a restore has made. Not part of the public API. */
@NullMarked
package dev.neonflow.sdk.internal.restore;

import org.jspecify.annotations.NullMarked;
