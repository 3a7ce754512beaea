import { describe, expect, it } from 'vitest';
import { delayAt, forecastAt, limitAt, newWindow, noteAnswer, noteLimited, roomAt, type WindowState } from '../src/budget/window.js';

const limit = { requests: 4, windowMs: 1000 };
const stateOf = (more: Partial<WindowState>): WindowState => ({ ...newWindow(limit), ...more });

describe('a window', () => {
  it('starts empty, with the limit that was given', () => {
    expect(newWindow(limit)).toEqual({ given: limit, answered: [], inFlight: 0, pausedUntil: 0 });
    expect(limitAt(newWindow(limit), 0)).toBe(limit);
    expect(roomAt(newWindow(limit), 0)).toBe(4);
  });

  it('believes a learned limit until its time, and not at it', () => {
    const learned = { requests: 2, windowMs: 500, until: 100 };
    expect(limitAt(stateOf({ learned }), 99)).toBe(learned);
    expect(limitAt(stateOf({ learned }), 100)).toBe(limit);
  });

  describe('room', () => {
    it('is what answers of the last window and requests under way leave', () => {
      expect(roomAt(stateOf({ answered: [500, 600], inFlight: 1 }), 700)).toBe(1);
      expect(roomAt(stateOf({ answered: [500, 600], inFlight: 5 }), 700)).toBe(0);
    });

    it('comes back one window after an answer, to the millisecond', () => {
      const answered = [0, 10, 20, 30];
      expect(roomAt(stateOf({ answered: [...answered] }), 999)).toBe(0);
      expect(roomAt(stateOf({ answered: [...answered] }), 1000)).toBe(1);
      expect(roomAt(stateOf({ answered: [...answered] }), 1020)).toBe(3);
    });

    it('forgets what lies a whole window back, and nothing else', () => {
      const state = stateOf({ answered: [0, 10, 20] });
      roomAt(state, 1010);
      expect(state.answered).toEqual([20]);
      roomAt(state, 1019);
      expect(state.answered).toEqual([20]);
    });

    it('is none during a pause, and there again at its end', () => {
      expect(roomAt(stateOf({ pausedUntil: 50 }), 49)).toBe(0);
      expect(roomAt(stateOf({ pausedUntil: 50 }), 50)).toBe(4);
    });
  });

  describe('delay', () => {
    it('is the rest of a pause', () => {
      expect(delayAt(stateOf({ pausedUntil: 80 }), 30)).toBe(50);
    });

    it('is the time until enough of the oldest answers are a window old', () => {
      expect(delayAt(stateOf({ answered: [0, 100, 200, 300] }), 400)).toBe(600);
      expect(delayAt(stateOf({ answered: [100, 200, 300], inFlight: 1 }), 400)).toBe(700);
      expect(delayAt(stateOf({ answered: [100, 200], inFlight: 3 }), 400)).toBe(800);
    });

    it('is at least a millisecond, and unknown while only an answer can help', () => {
      expect(delayAt(stateOf({ answered: [0, 0, 0, 0] }), 1000)).toBe(1);
      expect(delayAt(stateOf({ inFlight: 4 }), 400)).toBeUndefined();
    });

    it('is no pause once the pause is over', () => {
      expect(delayAt(stateOf({ pausedUntil: 80, inFlight: 4 }), 80)).toBeUndefined();
    });
  });

  describe('an answer', () => {
    it('is no longer under way and counts from then on', () => {
      const state = stateOf({ inFlight: 2, answered: [5] });
      noteAnswer(state, 70, false);
      expect(state).toMatchObject({ inFlight: 1, answered: [5, 70] });
    });

    it('never leaves fewer than none under way', () => {
      const state = stateOf({});
      noteAnswer(state, 70, false);
      expect(state.inFlight).toBe(0);
    });

    it('that is served during the pause raises the learned limit by one', () => {
      const learned = { requests: 2, windowMs: 1000, until: 9000 };
      const after = (refused: boolean, now: number): number | undefined => {
        const state = stateOf({ learned, pausedUntil: 100, inFlight: 1 });
        noteAnswer(state, now, refused);
        return state.learned?.requests;
      };
      expect(after(false, 99)).toBe(3);
      expect(after(true, 99)).toBe(2);
      expect(after(false, 100)).toBe(2);
    });

    it('teaches nothing where nothing was learned', () => {
      const state = stateOf({ pausedUntil: 100, inFlight: 1 });
      noteAnswer(state, 50, false);
      expect(state.learned).toBeUndefined();
    });
  });

  describe('a 429', () => {
    it('pauses for as long as it asks', () => {
      const state = stateOf({});
      noteLimited(state, 1000, 7000, 1);
      expect(state.pausedUntil).toBe(8000);
    });

    it('pauses for a millisecond at least', () => {
      const state = stateOf({});
      noteLimited(state, 1000, 0, 1);
      expect(state.pausedUntil).toBe(1001);
    });

    it('is not heard again during its pause', () => {
      const state = stateOf({ pausedUntil: 2000 });
      noteLimited(state, 1999, 60_000, 1);
      expect(state.pausedUntil).toBe(2000);
      noteLimited(state, 2000, 60_000, 1);
      expect(state.pausedUntil).toBe(62_000);
    });

    it('teaches the limit that was served until then, for six windows', () => {
      const state = stateOf({ answered: [100, 200, 300] });
      noteLimited(state, 400, undefined, 1);
      expect(state.learned).toEqual({ requests: 3, windowMs: 1000, until: 6400 });
      // Until the oldest of them is a window old.
      expect(state.pausedUntil).toBe(1100);
    });

    it('teaches the window too where it says how long to wait, with a little slack', () => {
      const state = stateOf({ answered: [100, 200, 300] });
      noteLimited(state, 400, 200.5, 1);
      expect(state.learned?.windowMs).toBe(751);
      const long = stateOf({ answered: [100, 200, 300] });
      noteLimited(long, 400, 30_000, 1);
      expect(long.learned?.windowMs).toBe(1000);
    });

    it('with little served before is the traffic of others, and teaches nothing', () => {
      const state = stateOf({ answered: [100] });
      noteLimited(state, 400, undefined, 1);
      expect(state.learned).toBeUndefined();
    });

    it('with half of the limit served teaches it', () => {
      const state = stateOf({ answered: [100, 200] });
      noteLimited(state, 400, undefined, 1);
      expect(state.learned?.requests).toBe(2);
    });

    it('counts only what was served within the window', () => {
      const state = stateOf({ answered: [100, 900, 950, 980] });
      noteLimited(state, 1200, undefined, 1);
      expect(state.learned?.requests).toBe(3);
    });

    it('teaches nothing where more was served than the limit in force', () => {
      const state = stateOf({ answered: [100, 200, 300, 350, 380] });
      noteLimited(state, 400, undefined, 1);
      expect(state.learned).toBeUndefined();
    });

    it.each([
      [1, 5_000],
      [2, 10_000],
      [3, 20_000],
      [4, 40_000],
      [5, 60_000],
      [9, 60_000],
    ])('without a time, attempt %i of a quiet client waits %i ms', (attempt, wait) => {
      const state = stateOf({});
      noteLimited(state, 1000, undefined, attempt);
      expect(state.pausedUntil).toBe(1000 + wait);
    });
  });

  describe('the forecast', () => {
    it('is no time while there is room', () => {
      expect(forecastAt(stateOf({}), 0, 4)).toBe(0);
      expect(forecastAt(stateOf({}), 0, 0)).toBe(0);
    });

    it('goes by the answers that have to grow old', () => {
      const answered = [100, 200, 300, 400];
      expect(forecastAt(stateOf({ answered: [...answered] }), 500, 1)).toBe(600);
      expect(forecastAt(stateOf({ answered: [...answered] }), 500, 4)).toBe(900);
      expect(forecastAt(stateOf({ answered: [...answered] }), 500, 5)).toBe(1600);
      expect(forecastAt(stateOf({ answered: [...answered] }), 500, 9)).toBe(2600);
    });

    it('takes requests under way as answered now', () => {
      expect(forecastAt(stateOf({ answered: [100, 200], inFlight: 2 }), 500, 3)).toBe(1000);
      expect(forecastAt(stateOf({ inFlight: 4 }), 500, 1)).toBe(1000);
    });

    it('never ends before a pause does', () => {
      expect(forecastAt(stateOf({ pausedUntil: 5000, answered: [100] }), 500, 1)).toBe(4500);
    });
  });
});
