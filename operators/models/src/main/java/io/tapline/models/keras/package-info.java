/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Keras' model files to networks.
 *
 * <p>A file is a configuration ({@code ModelConfig}: layers that read each other) and weights
 * ({@code ModelWeights}, found by the layers' names or counts). {@code ModelTranslation} walks
 * through the layers; a translator for each family of types adds what they do to the network.
 */
package io.tapline.models.keras;
