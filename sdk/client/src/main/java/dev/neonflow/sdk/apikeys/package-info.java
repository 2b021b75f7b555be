/** API keys of the user. */
@NullMarked
package dev.neonflow.sdk.apikeys;

import org.jspecify.annotations.NullMarked;
