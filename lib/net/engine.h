/* engine.h - what drives exchanges: a curl multi handle with its warm connections; one thread at a time. */
#ifndef BWP_ENGINE_H
#define BWP_ENGINE_H

struct engine;

/*
 * Moves every exchange of the engine as far as it goes, then sleeps until one can go on or wait_ms have passed.  Looks
 * at each of them: an engine that carries many is driven by the functions of watch.h instead.
 */
void bwpi_engine_drive(struct engine *engine, int wait_ms);

/* Whatever is started on the engine from now on is user's, whom bwpi_engine_next_over() names. */
void bwpi_engine_start_for(struct engine *engine, void *user);

/* Whose exchange is over, each told once, the first one first; NULL for none. */
void *bwpi_engine_next_over(struct engine *engine);

#endif
