@NullMarked
package dev.neonflow.embedded.http;

import org.jspecify.annotations.NullMarked;
