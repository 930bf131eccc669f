/** Claims about samplers with a finite number of steps ({@code discrete.*}). */
package org.guidecheck.claim.discrete;
