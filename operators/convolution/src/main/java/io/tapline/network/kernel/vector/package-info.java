/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The kernels by vectors: bit for bit what the plain loops give, for every input and any width of
 * vectors.
 *
 * <p>The only place that knows {@code jdk.incubator.vector}. It must be loaded by name, and only
 * where the module is present.
 *
 * <p>A loop is one method without helpers that take or give vectors, and walks over whole vectors.
 * From some size of the method it compiles on, JDK 17's compiler puts no more of such helpers in
 * place, but still those of the vector module itself; what it does not put in place makes an object
 * of each vector, and a loop 30 times slower. Hence constants of polynomials are vectors in static
 * fields, and the same few lines of exp stand in several loops.
 */
package io.tapline.network.kernel.vector;
